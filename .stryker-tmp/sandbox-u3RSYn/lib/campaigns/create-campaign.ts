import type { CampaignId } from '../api/schemas/ids.ts';
import { newId } from '../clock.ts';
import { keys } from '../table/keys.ts';
import { campaignFacts, campaignReferences, campaignView, type CampaignItem } from './campaign.ts';
import { changeResources } from '../scoped/change-resources.ts';
import type { ResourceUseCase } from '../scoped/use-case.ts';
import { moveReferences } from '../scoped/references.ts';
import { addResource, newItemFields } from '../scoped/resource.ts';
import { countResource } from '../scoped/resource-counts.ts';

/** Creates a campaign, as a draft without contacts. */
export const createCampaign: ResourceUseCase<'createCampaign'> = async (request, context) => {
  const { environmentId } = request.scope;
  const id = newId<CampaignId>('cmp', context.clock);
  const campaign: CampaignItem = {
    ...keys.campaign(environmentId, id),
    id,
    ...request.body,
    status: 'draft',
    contactCount: 0,
    uploads: 0,
    ...newItemFields(context.clock),
  };
  return changeResources(request, context, {
    writes: [
      ...moveReferences(campaignReferences(environmentId, undefined, campaign)),
      addResource(campaign),
      countResource(environmentId, 'campaigns'),
    ],
    event: {
      action: 'campaign.created',
      target: { type: 'campaign', id, name: campaign.name },
      after: campaignFacts(campaign),
    },
    answer: { body: campaignView(campaign), version: campaign.version },
  });
};
