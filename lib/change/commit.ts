import type { AuditEvent } from '../api/routes/audit.ts';
import type { AccountId, EventId } from '../api/schemas/ids.ts';
import type { Operation } from '../api/operation.ts';
import type { Caller } from '../auth/caller.ts';
import { stillAdmin } from '../auth/membership.ts';
import { stillServiceAccount } from '../auth/service-account.ts';
import type { Reply, Cause } from '../request.ts';
import { checkKeyAlive } from '../gate/api-key.ts';
import { instant, newId } from '../clock.ts';
import { keys } from '../table/keys.ts';
import { transact, type Check, type Write } from '../table/transact.ts';
import type { Context } from '../context.ts';
import { keepAnswer } from './idempotency.ts';

/** A change to an account: its writes, its audit event, and the answer to the caller. */
export interface Change<O extends Operation> {
  readonly account: AccountId;
  /** In the order of precedence of their refusals. */
  readonly writes: readonly Write[];
  /** What happened. Never with a secret in it. */
  readonly event: Pick<AuditEvent, 'action' | 'target' | 'before' | 'after'>;
  readonly answer: Reply<O>;
  /**
   * Its own writes contain the check whether the caller is still an Admin: the caller's membership is one of them (an
   * item can be in a transaction only once), or another refusal comes first.
   */
  readonly checksCaller?: true;
}

/**
 * Makes a change, all of it or nothing, in one transaction: the writes, the check that the caller may still make it,
 * the record of the Idempotency-Key and the audit event. Every change to an account goes through here.
 * @throws the `onConditionFailed` of the refused write; admin_required, not_found when the caller has lost the role in
 *   the meantime; unauthenticated when their API key has been revoked
 */
export async function commit<O extends Operation>(
  { caller, requestId, idempotency }: Cause,
  { table, clock }: Context,
  { account, writes, event, answer: reply, checksCaller }: Change<O>,
): Promise<Reply<O>> {
  const now = clock.now();
  // The trail is read by time, which is the beginning of an event's id.
  const id = newId<EventId>('evt', { now: () => now, randomBytes: (length) => clock.randomBytes(length) });
  const recorded = { id, at: instant(now), actor: actorOf(caller), ...event, requestId } satisfies AuditEvent;
  await transact(table, [
    ...(idempotency ? [keepAnswer(idempotency, reply, now)] : []),
    ...(caller.kind === 'member' && !checksCaller ? [stillAdmin(caller)] : []),
    ...(caller.kind === 'serviceAccount' ? [stillServiceAccount(caller, now)] : []),
    ...(caller.kind === 'machine' ? checkedBeside(checkKeyAlive(caller, now), writes) : writes),
    { Put: { Item: { ...keys.event(account, id), ...recorded } } },
  ]);
  return idempotency ? { ...reply, recorded: true } : reply;
}

/**
 * Adds a check to writes. An item can be in a transaction only once, so when one of the writes is to the same item, the
 * check is merged into that write. Each failure keeps its own meaning.
 */
function checkedBeside(check: Check, writes: readonly Write[]): Write[] {
  const { Key, ConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues } =
    check.ConditionCheck;
  const isOnIt = (write: Write) =>
    'Update' in write && write.Update.Key.pk === Key.pk && write.Update.Key.sk === Key.sk;
  if (!writes.some(isOnIt)) return [check, ...writes];
  return writes.map((write) => {
    if (!('Update' in write) || !isOnIt(write)) return write;
    const { Update, ...rest } = write;
    return {
      ...rest,
      Update: {
        ...Update,
        ConditionExpression: `${ConditionExpression} AND ${Update.ConditionExpression}`,
        ExpressionAttributeNames: { ...ExpressionAttributeNames, ...Update.ExpressionAttributeNames },
        ExpressionAttributeValues: { ...ExpressionAttributeValues, ...Update.ExpressionAttributeValues },
      },
    };
  });
}

function actorOf(caller: Caller): AuditEvent['actor'] {
  switch (caller.kind) {
    case 'machine':
      return { type: 'apiKey', id: caller.keyId ?? caller.environmentId };
    case 'serviceAccount':
      return { type: 'serviceAccount', id: caller.serviceAccountId };
    case 'system':
      return { type: 'system', id: caller.name };
    case 'operator':
      // The user pool shows whose id it is. An account must not see the address of an operator.
      return { type: 'operator', id: caller.userId };
    default:
      return { type: 'user', id: caller.userId, email: caller.email };
  }
}
