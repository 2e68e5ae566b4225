import type { CallId } from '../../api/schemas/ids.ts';
import { outdated } from '../../request.ts';
import { dueAt, fileDue, instantOfDue, type DueAt, type DueWhat } from '../../due/due.ts';
import { firstExpiry, needsReclaim } from '../../due/gates-due.ts';
import type { DeletedEnvironmentItem, EnvironmentItem } from '../../environments/environment.ts';
import type { GateItem } from '../../gate/gate.ts';
import { callOf } from '../../gate/lease.ts';
import type { Write } from '../../table/transact.ts';
import type { Context } from '../../context.ts';
import { environmentTarget, type Drift } from './drift.ts';
import { stillSeen } from './seen.ts';
import type { WholeAccount } from '../read-account.ts';

/** How far the reader of the table's stream, which writes due rows, may be behind before they count as missing. */
const BEHIND_MS = 10 * 60_000;

/** Environments with leases, or with a purge to come, that the sweeper would never check. */
export function dueDrifts(
  whole: WholeAccount,
  { clock, settings }: Pick<Context, 'clock' | 'settings'>,
): Drift[] {
  const now = clock.now();
  const soon = now + settings.sweepSeconds * 1000;
  return [
    ...whole.environments.flatMap((environment) => {
      const gates = whole.gates.get(environment.id) ?? [];
      const expiry = firstExpiry(
        gates.map((gate) => knownForLong(environment, gate, now)),
        now,
      );
      // The request that ends a call also returns its slot to the account, so only a backup can separate the two.
      const wanted = whole.campaignLimits !== undefined && needsReclaim(gates) ? soon : expiry;
      return wanted === undefined ? [] : missing(whole, environment, 'gates', Math.max(soon, wanted));
    }),
    ...whole.deleted.flatMap((environment) => {
      const { restorableUntil } = environment;
      return missing(
        whole,
        environment,
        'purge',
        restorableUntil === undefined ? soon : Date.parse(restorableUntil),
      );
    }),
  ];
}

/** A gate with those of its leases that must have been seen on the stream by now. */
function knownForLong({ id: environment }: EnvironmentItem, gate: GateItem, now: number): GateItem {
  const leases = Object.entries(gate.l).filter(
    ([id, lease]) => Date.parse(callOf(environment, id as CallId, lease).startedAt) < now - BEHIND_MS,
  );
  return { ...gate, l: Object.fromEntries(leases) };
}

function missing(
  { directory, due }: WholeAccount,
  environment: EnvironmentItem | DeletedEnvironmentItem,
  what: DueWhat,
  wanted: number,
): Drift[] {
  const { id, accountId } = environment;
  // Its row in the directory comes first.
  const standing = directory.get(id);
  if (standing === undefined) return [];
  const filed = due.get(id)?.dueAt;
  if (filed !== undefined && instantOfDue(filed) <= wanted + BEHIND_MS) return [];
  const place = { accountId, environmentId: id };
  return [
    {
      what: 'due row',
      target: environmentTarget(environment),
      stored: filed ?? null,
      found: what,
      mend: {
        writes: [
          ...unlessRefiled(fileDue(place, what, dueAt(wanted)), standing.dueAt),
          stillSeen(environment),
        ],
      },
    },
  ];
}

/** On the condition that the directory still has the same time for the row. */
function unlessRefiled(writes: readonly Write[], seen: DueAt | undefined): Write[] {
  return writes.map((write) =>
    'Update' in write
      ? {
          Update: {
            ...write.Update,
            ConditionExpression: seen === undefined ? 'attribute_not_exists(dueAt)' : 'dueAt = :seen',
            ExpressionAttributeValues: {
              ...write.Update.ExpressionAttributeValues,
              ...(seen !== undefined && { ':seen': seen }),
            },
          },
          onConditionFailed: outdated,
        }
      : write,
  );
}
