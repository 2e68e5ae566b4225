import type { Operation } from '../api/operation.ts';
import { Problem } from '../api/problem.ts';
import type { Reply, IdempotencyClaim } from '../request.ts';
import { seconds } from '../clock.ts';
import { keys } from '../table/keys.ts';
import { read } from '../table/table.ts';
import { transact, type Write } from '../table/transact.ts';
import type { Context } from '../context.ts';

/** How long an answer is kept for the same Idempotency-Key, in seconds. */
const KEPT_SECONDS = 24 * 3600;

interface IdempotencyItem {
  readonly fingerprint: string;
  readonly answer: Reply;
  /** Seconds since the epoch. */
  readonly ttl: number;
}

/**
 * The answer that was given before for this claim, if there was one.
 * @throws idempotency_key_reused when it was given to another request.
 */
export async function answerOf(
  claim: IdempotencyClaim,
  { table, clock }: Context,
): Promise<Reply | undefined> {
  const record = await read<IdempotencyItem>(table, keys.idempotency(claim.scope, claim.key));
  if (record === undefined || record.ttl <= seconds(clock.now())) return undefined;
  if (record.fingerprint !== claim.fingerprint) throw new Problem('idempotency_key_reused');
  return record.answer;
}

/**
 * Stores the answer, without its secrets. Refused when the claim was used in the meantime: then the stored answer can
 * be read.
 */
export function keepAnswer<O extends Operation>(
  claim: IdempotencyClaim,
  reply: Reply<O>,
  now: number,
): Write {
  return {
    Put: {
      Item: {
        ...keys.idempotency(claim.scope, claim.key),
        fingerprint: claim.fingerprint,
        answer: withoutSecrets(reply),
        ttl: seconds(now) + KEPT_SECONDS,
      },
      ConditionExpression: 'attribute_not_exists(pk) OR #ttl <= :now',
      ExpressionAttributeNames: { '#ttl': 'ttl' },
      ExpressionAttributeValues: { ':now': seconds(now) },
    },
    onConditionFailed: () => new Problem('idempotency_key_reused'),
  };
}

/**
 * Records an answer without a change: of a dry run, or when there was nothing to change.
 * @throws idempotency_key_reused when the claim was used in the meantime.
 */
export async function recordAnswer(
  claim: IdempotencyClaim,
  reply: Reply,
  { table, clock }: Context,
): Promise<void> {
  await transact(table, [keepAnswer(claim, reply, clock.now())]);
}

/** Every `secret` becomes null with a note; so does the `link` of an invitation, which contains a token. */
function withoutSecrets<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value, (name, inner: unknown) => {
      if (name === 'secret' || name === 'link') return null;
      return name === 'secretAvailable' ? false : inner;
    }),
  ) as T;
}
