import { ranges } from '../table/keys.ts';
import { readPage } from '../table/page.ts';
import { campaignView, type CampaignItem } from './campaign.ts';
import type { ResourceUseCase } from '../scoped/use-case.ts';

/** Lists campaigns in the order of their creation. */
export const listCampaigns: ResourceUseCase<'listCampaigns'> = async (call, { table }) => {
  const range = ranges.campaigns(call.home.environmentId);
  const { items, nextCursor } = await readPage<CampaignItem>(table, range, call.query);
  return { body: { items: items.map(campaignView), nextCursor } };
};
