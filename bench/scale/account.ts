import { randomUUID } from 'node:crypto';
import type { AccountId, UserId } from '../../lib/api/schemas/ids.ts';
import type { BenchBerth } from '../world/berth.ts';

export interface BenchAccount {
  readonly id: AccountId;
  /** The access token of its Admin. */
  readonly admin: string;
  readonly adminId: UserId;
}

/** A new account on a plan of this many calls. Its `default` environment holds half of 40. */
export async function anAccount(bench: BenchBerth, plan: number): Promise<BenchAccount> {
  const person = (groups: string[]) =>
    bench.identity.issueToken({ email: `${randomUUID()}@example.com`, groups });
  const [admin, operator] = await Promise.all([person([]), person(['operators'])]);
  const { id } = await bench.done('createAccount', { as: admin.accessToken, body: { name: 'Bench' } });
  await bench.done('setPlan', {
    as: operator.accessToken,
    params: { accountId: id },
    body: { name: 'Bench', maxConcurrentCalls: plan },
  });
  return { id, admin: admin.accessToken, adminId: admin.userId as UserId };
}
