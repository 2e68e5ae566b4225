import { keyOf, keys, ranges, type Range } from '../table/keys.ts';
import { drop, query } from '../table/table.ts';
import type { World } from '../world.ts';
import type { CampaignItem } from '../campaigns/campaign.ts';
import { contactKeys } from '../campaigns/contacts.ts';
import type { NumberItem } from '../numbers/number.ts';
import type { Home } from './home.ts';

const AT_ONCE = 25;

/**
 * Removes for good all that is at home in an environment that nobody can write to any more. What hangs on an item goes
 * before the item, so that a purge which was interrupted finds the rest.
 */
export async function purgeResources(
  { accountId, environmentId: environment }: Home,
  { table }: Pick<World, 'table'>,
): Promise<void> {
  const itsOwn = {
    ConditionExpression: 'environmentId = :environment',
    ExpressionAttributeValues: { ':environment': environment },
  };
  await purge<NumberItem>(ranges.numbers(environment), 'e164', async ({ e164 }) => {
    // Freed by a purge before this one, it may be another's by now.
    await drop(table, keys.telephoneNumber(e164, accountId), itsOwn);
  });
  await purge<CampaignItem>(ranges.campaigns(environment), 'id, contactCount, uploads', async (campaign) => {
    await Promise.all(contactKeys(campaign).map((key) => drop(table, key, {})));
  });
  for (const range of [ranges.agentNames, ranges.agents, ranges.settings, ranges.webhooks])
    await purge(range(environment));
  await drop(table, keys.resourceCounts(environment), {});

  async function purge<T>(range: Range, fields?: string, before?: (item: T) => Promise<void>): Promise<void> {
    let after: string | undefined;
    do {
      const page = await query<T & { pk: string; sk: string }>(table, range, {
        limit: AT_ONCE,
        ProjectionExpression: fields === undefined ? 'pk, sk' : `pk, sk, ${fields}`,
        ...(after !== undefined && { after }),
      });
      await Promise.all(
        page.items.map(async (item) => {
          await before?.(item);
          await drop(table, keyOf(item), {});
        }),
      );
      after = page.last;
    } while (after !== undefined);
  }
}
