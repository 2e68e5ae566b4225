import { createHash } from 'node:crypto';
import type { AccountId, EnvironmentId } from '../api/schemas/ids.ts';
import { instant } from '../clock.ts';
import { gateChanges, isGateNear, nearLimit, type GateChange } from '../deliveries/gate-events.ts';
import { endedCalls } from '../history/ended-calls.ts';
import { hourOf } from '../history/usage.ts';
import { readAlerts, type Alerts } from '../settings/settings.ts';
import { keys } from '../table/keys.ts';
import type { ItemChange } from '../table/stream/item-change.ts';
import { update } from '../table/write.ts';
import { keptUntil, type AlertRaiser } from './alert.ts';

/** The lowest share of a limit that an alert can be set to, in percent. */
const LOWEST = 50;

interface Suspect {
  readonly environment: EnvironmentId;
  /** The changes after which a gate was at least half full. */
  readonly changes: readonly GateChange[];
  readonly expired: readonly ExpiredCall[];
}

interface ExpiredCall {
  readonly accountId: AccountId;
  /** Identifies it among all calls of its environment. */
  readonly name: string;
  /** When its lease expired, in milliseconds since the epoch. */
  readonly at: number;
}

/**
 * Raises the alerts that changes of gates give cause for, each once: the same change may be delivered again. Settings
 * are read only of environments that are half full, or in which a lease expired. When one environment fails, the others
 * are still handled.
 * @throws what went wrong, so that the changes are delivered again
 */
export async function raiseGateAlerts(changes: readonly ItemChange[], raiser: AlertRaiser): Promise<void> {
  const suspects = [...gateChanges(changes)]
    .map(([environment, own]): Suspect => {
      const near = own.filter(
        (change) => isGateNear(change, LOWEST) && !raiser.knows(environment, 'near', change.at),
      );
      const expired = own.flatMap(expiredCalls).filter(({ at }) => !raiser.knows(environment, 'expired', at));
      return { environment, changes: near, expired };
    })
    .filter((suspect) => suspect.changes.length > 0 || suspect.expired.length > 0);
  if (suspects.length === 0) return;
  const wanted = await readAlerts(
    raiser.table,
    suspects.map(({ environment }) => environment),
  );
  const outcomes = await Promise.allSettled(
    suspects.map(async (suspect) => {
      const alerts = wanted.get(suspect.environment);
      if (alerts === undefined) return;
      await raiseNear(suspect, alerts, raiser);
      await raiseExpired(suspect, alerts, raiser);
    }),
  );
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
}

async function raiseNear(
  { environment, changes }: Suspect,
  alerts: Alerts,
  raiser: AlertRaiser,
): Promise<void> {
  const { nearPercent: percent, mailTo } = alerts;
  if (percent === null) return;
  const near = await nearLimit(environment, changes, percent, raiser.table);
  if (near === undefined) return;
  const { accountId, at, ...figures } = near;
  await raiser.raise(
    { accountId, environmentId: environment, mailTo },
    { kind: 'near', percent, ...figures },
    at,
  );
}

/**
 * Counts expired leases under the hour in which they expired, each once however often it is delivered: the names of
 * their calls are a set. No more are kept than it takes to raise the alert.
 */
async function raiseExpired(
  { environment, expired }: Suspect,
  alerts: Alerts,
  raiser: AlertRaiser,
): Promise<void> {
  const { expiredCalls: enough, mailTo } = alerts;
  if (enough === null) return;
  for (const [hour, ofHour] of Map.groupBy(expired, ({ at }) => hourOf(at))) {
    const [first] = ofHour;
    if (first === undefined) continue;
    const { item } = await update<{ calls: ReadonlySet<string> }>(
      raiser.table,
      keys.expiredCalls(environment, instant(hour)),
      {
        UpdateExpression: 'SET #ttl = :ttl ADD calls :calls',
        ConditionExpression: 'attribute_not_exists(calls) OR size(calls) < :enough',
        ExpressionAttributeNames: { '#ttl': 'ttl' },
        ExpressionAttributeValues: {
          ':ttl': keptUntil(hour),
          ':calls': new Set(ofHour.slice(0, enough).map(({ name }) => name)),
          ':enough': enough,
        },
      },
    );
    const calls = item?.calls.size ?? 0;
    if (calls < enough) continue;
    const alert = { kind: 'expired', calls: enough } as const;
    await raiser.raise({ accountId: first.accountId, environmentId: environment, mailTo }, alert, first.at);
  }
}

function expiredCalls({ environment, before, after }: GateChange): ExpiredCall[] {
  if (before === undefined) return [];
  return endedCalls(environment, before, after)
    .filter(({ outcome }) => outcome === 'expired')
    .map(({ id, startedAt, endedAt }) => ({
      accountId: before.a,
      name: createHash('sha256').update(`${startedAt} ${id}`).digest('base64url').slice(0, 12),
      at: Date.parse(endedAt),
    }));
}
