import { expectVersion } from '../call.ts';
import { keys } from '../table/keys.ts';
import { campaignFacts, campaignReferences, relimit, type CampaignItem } from './campaign.ts';
import { changeResources } from '../scoped/change-resources.ts';
import { contactKeys } from './contacts.ts';
import type { ResourceUseCase } from '../scoped/use-case.ts';
import { moveReferences } from '../scoped/references.ts';
import { dropResource, readResource } from '../scoped/resource.ts';
import { uncountResource } from '../scoped/resource-counts.ts';

/** Deletes a campaign, whatever its status, with its contacts. */
export const deleteCampaign: ResourceUseCase<'deleteCampaign'> = async (call, world) => {
  const { environmentId } = call.home;
  const key = keys.campaign(environmentId, call.params.campaignId);
  const campaign = await readResource<CampaignItem>(world.table, key);
  expectVersion(call, campaign.version);

  return changeResources(call, world, {
    reshaping: await relimit(call.home, campaign, undefined, world),
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
