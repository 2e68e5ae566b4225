import type { Item } from '../../lib/table/table.ts';
import { gateMade, runs, sortOut } from './checker/items.ts';

/** The fields of an environment that do not differ from run to run. */
const shown = [
  ...(['name', 'hidden', 'paused', 'suspended', 'status'] as const),
  ...(['maxConcurrentCalls', 'reservedInboundCalls', 'allocatedCalls'] as const),
];

/**
 * What a client could learn about the table, without what is new in every run: ids, times, hashes. Two runs of the same
 * requests in the same order reach the same state.
 */
export function abstractState(items: readonly Item[], now: number): unknown {
  const { accounts, environments, resources, createdAccounts } = sortOut(items);
  const sorted = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).toSorted();
  const states = [...accounts.values()].map((own) => ({
    status: own.account?.status,
    plan: own.account?.planCalls,
    unallocated: own.account?.unallocatedCalls,
    counts: [
      own.account?.environmentCount,
      own.account?.visibleCount,
      own.account?.restorableCount,
      own.account?.userCount,
      own.account?.adminCount,
      own.account?.seatCount,
    ],
    environments: sorted(
      own.environments.map((environment) => {
        const { id, apiKeys } = environment;
        const calls = (environments.get(id)?.gates ?? [])
          .flatMap(({ l }) => Object.entries(l))
          .filter(([, lease]) => runs(lease, now))
          .map(([call, lease]) => {
            const direction = typeof lease === 'number' ? call.charAt(0) : lease[2];
            return `${gateMade.test(call) ? '*' : call} ${direction}`;
          })
          .toSorted();
        const keys = apiKeys.filter(({ expiresAt = Infinity }) => expiresAt > now).length;
        const campaigns = resources
          .filter(({ pk, sk }) => pk === `ENVIRONMENT#${id}` && String(sk).startsWith('CAMPAIGN#'))
          .map(({ status: itsStatus, maxConcurrentCalls: ofItsOwn }) => [itsStatus, ofItsOwn]);
        const [webhooks] = resources
          .filter(({ pk, sk }) => pk === `ENVIRONMENT#${id}` && sk === 'WEBHOOKS')
          .map((item) => Object.values(item['webhooks'] as Record<string, Item>));
        return {
          webhooks: sorted(
            (webhooks ?? []).map(({ url, enabled, description }) => [url, enabled, description]),
          ),
          ...Object.fromEntries(shown.map((field) => [field, environment[field]])),
          keys,
          calls,
          campaigns,
        };
      }),
    ),
    serviceAccounts: sorted(
      own.serviceAccounts.map(({ name, role, secrets }) => [name, role, Object.keys(secrets).length]),
    ),
    members: sorted(own.members.map(({ email, role }) => [email, role])),
    formers: sorted(own.formers.map(({ email, role }) => [email, role])),
    invitations: sorted(
      own.invitations.map(({ email, status, holdsSeat, unmailed }) => [email, status, holdsSeat, unmailed]),
    ),
    events: own.events.map(({ action }) => action).toSorted(),
  }));
  // Sorted by content, because accounts that are created in a race have ids in any order.
  return {
    accounts: sorted(states),
    created: sorted([...createdAccounts.values()].map(({ size }) => size)),
  };
}
