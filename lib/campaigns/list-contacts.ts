import { keys } from '../table/keys.ts';
import { pageOfPlaces } from '../table/page.ts';
import type { CampaignItem } from './campaign.ts';
import { readContacts } from './contacts.ts';
import type { ResourceUseCase } from '../scoped/use-case.ts';
import { readResource } from '../scoped/resource.ts';

/** Lists contacts as they were uploaded. The cursors of one upload are not valid for another. */
export const listContacts: ResourceUseCase<'listContacts'> = async (request, { table }) => {
  const key = keys.campaign(request.scope.environmentId, request.params.campaignId);
  const campaign = await readResource<CampaignItem>(table, key);
  const page = await pageOfPlaces(
    campaign.contactCount,
    (from, to) => readContacts(table, campaign, from, to),
    `contacts ${campaign.id} ${campaign.uploads}`,
    request.query,
  );
  return { body: page };
};
