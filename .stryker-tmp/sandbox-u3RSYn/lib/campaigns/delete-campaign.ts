import { expectVersion } from '../request.ts';
import { keys } from '../table/keys.ts';
import { campaignFacts, campaignReferences, relimit, type CampaignItem } from './campaign.ts';
import { changeResources } from '../scoped/change-resources.ts';
import { contactKeys } from './contacts.ts';
import type { ResourceUseCase } from '../scoped/use-case.ts';
import { moveReferences } from '../scoped/references.ts';
import { dropResource, readResource } from '../scoped/resource.ts';
import { uncountResource } from '../scoped/resource-counts.ts';

/** Deletes a campaign, whatever its status, with its contacts. */
export const deleteCampaign: ResourceUseCase<'deleteCampaign'> = async (request, context) => {
  const { environmentId } = request.scope;
  const key = keys.campaign(environmentId, request.params.campaignId);
  const campaign = await readResource<CampaignItem>(context.table, key);
  expectVersion(request, campaign.version);

  return changeResources(request, context, {
    resizing: await relimit(request.scope, campaign, undefined, context),
    writes: [
      dropResource(campaign),
      uncountResource(environmentId, 'campaigns'),
      ...moveReferences(campaignReferences(environmentId, campaign, undefined)),
      ...contactKeys(campaign).map((Key) => ({ Delete: { Key } })),
    ],
    event: {
      action: 'campaign.deleted',
      target: { type: 'campaign', id: campaign.id, name: campaign.name },
      before: campaignFacts(campaign),
    },
    answer: { body: undefined },
  });
};
