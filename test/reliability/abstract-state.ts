import type { Item } from '../../lib/table/table.ts';
import { gateMade, runs, sortOut } from './checker/items.ts';

/**
 * What a client could come to know of the table, without what is new in every run: ids, times, hashes. Two runs of the same
 * requests in the same order come to the same state.
 */
export function abstractState(items: readonly Item[], now: number): unknown {
  const { accounts, environments } = sortOut(items);
  const sorted = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).toSorted();
  return [...accounts.values()].map((own) => ({
    plan: own.account?.planCalls,
    unallocated: own.account?.unallocatedCalls,
    counts: [
      own.account?.environmentCount,
      own.account?.visibleCount,
      own.account?.userCount,
      own.account?.adminCount,
      own.account?.seatCount,
    ],
    environments: sorted(
      own.environments.map(({ id, name, hidden, status, maxConcurrentCalls, reservedCalls, apiKeys }) => {
        const calls = (environments.get(id)?.gates ?? [])
          .flatMap(({ l }) => Object.entries(l))
          .filter(([, lease]) => runs(lease, now))
          .map(([call]) => (gateMade.test(call) ? '*' : call))
          .toSorted();
        const keys = apiKeys.filter(({ expiresAt = Infinity }) => expiresAt > now).length;
        return { name, hidden, status, maxConcurrentCalls, reservedCalls, keys, calls };
      }),
    ),
    members: sorted(own.members.map(({ email, role, removedAt }) => [email, role, removedAt !== undefined])),
    invitations: sorted(own.invitations.map(({ email, status, holdsSeat }) => [email, status, holdsSeat])),
    events: own.events.map(({ action }) => action).toSorted(),
  }));
}
