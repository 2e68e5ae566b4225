import { ranges } from '../table/ranges.ts';
import { readPage } from '../table/page.ts';
import { campaignView, type CampaignItem } from './campaign.ts';
import type { ResourceUseCase } from '../scoped/use-case.ts';

/** Lists campaigns in the order of their creation. */
export const listCampaigns: ResourceUseCase<'listCampaigns'> = async (request, { table }) => {
  const range = ranges.campaigns(request.scope.environmentId);
  const { items, nextCursor } = await readPage<CampaignItem>(table, range, request.query);
  return { body: { items: items.map(campaignView), nextCursor } };
};
