import { keys } from '../table/keys.ts';
import { campaignView, type CampaignItem } from './campaign.ts';
import type { ResourceUseCase } from '../scoped/use-case.ts';
import { readResource } from '../scoped/resource.ts';

export const getCampaign: ResourceUseCase<'getCampaign'> = async ({ scope, params }, { table }) => {
  const key = keys.campaign(scope.environmentId, params.campaignId);
  const campaign = await readResource<CampaignItem>(table, key);
  return { body: campaignView(campaign), version: campaign.version };
};
