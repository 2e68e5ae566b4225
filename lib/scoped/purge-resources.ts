import { keys } from '../table/keys.ts';
import { ranges } from '../table/ranges.ts';
import { purgeRange, type PurgeBudget } from '../table/purge-range.ts';
import { drop } from '../table/write.ts';
import type { Context } from '../context.ts';
import type { CampaignItem } from '../campaigns/campaign.ts';
import { contactKeys } from '../campaigns/contacts.ts';
import type { NumberItem } from '../numbers/number.ts';
import type { EnvironmentScope } from './environment-scope.ts';

/**
 * Permanently removes all resources of an environment that nobody can write to any more.
 * @returns whether none is left
 */
export async function purgeResources(
  { accountId, environmentId: environment }: EnvironmentScope,
  { table }: Pick<Context, 'table'>,
  budget: PurgeBudget,
): Promise<boolean> {
  const itsOwn = {
    ConditionExpression: 'environmentId = :environment',
    ExpressionAttributeValues: { ':environment': environment },
  };
  const numbers = await purgeRange<NumberItem>(table, ranges.numbers(environment), budget, {
    fields: 'e164',
    async before({ e164 }) {
      // Freed by an earlier purge, it may belong to another environment now.
      await drop(table, keys.telephoneNumber(e164, accountId), itsOwn);
      return 1;
    },
  });
  if (!numbers) return false;
  const campaigns = await purgeRange<CampaignItem>(table, ranges.campaigns(environment), budget, {
    fields: 'id, contactCount, uploads',
    async before(campaign) {
      const parts = contactKeys(campaign);
      await Promise.all(parts.map((key) => drop(table, key, {})));
      return parts.length;
    },
  });
  if (!campaigns) return false;
  for (const range of [ranges.agentNames, ranges.agents, ranges.settings, ranges.webhooks])
    if (!(await purgeRange(table, range(environment), budget))) return false;
  await drop(table, keys.resourceCounts(environment), {});
  return true;
}
