import { useAccount } from '../account/account.ts';
import type { AnswerTo } from '../api/request.ts';
import { lookEvery } from '../api/look-every.ts';
import { useRead } from '../api/use-api.ts';

export type Concurrency = AnswerTo<'getConcurrency'>;
export type Share = Concurrency['environments'][number];

/** How the plan is allocated and used. One component of a page reloads it, for all of them. */
export function useConcurrency({ live = false } = {}) {
  const account = useAccount();
  const call = { operation: 'getConcurrency', params: { accountId: account.id } } as const;
  return useRead(call, live ? { every: lookEvery.calls } : {});
}

/** How many calls of the plan an environment will hold with this limit: running calls are never ended. */
export const heldWith = (limit: number, { activeCalls }: Pick<Share, 'activeCalls'>): number =>
  Math.max(limit, activeCalls);
