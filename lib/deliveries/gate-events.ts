import type { AccountId, CallId, EnvironmentId } from '../api/schemas/ids.ts';
import { instant } from '../clock.ts';
import { limitOf, liveCalls, readGates, type GateItem } from '../gate/gate.ts';
import { callOf, instantOf, leaseIn, startOf, type StoredLease } from '../gate/lease.ts';
import { endedCalls } from '../history/ended-calls.ts';
import { HOUR_MS, hourOf } from '../history/usage.ts';
import { gateAt } from '../table/keys.ts';
import type { ItemChange } from '../table/stream/item-change.ts';
import type { Table } from '../table/table.ts';
import { eventOf, eventOfPeriod, type WebhookEvent } from './event.ts';
import { publish, type Publishing } from './publish.ts';

/** The share of the limit at which webhooks get the event that it is near, in percent. */
const NEAR = 80;

/** A change of a gate. */
export interface GateChange {
  readonly environment: EnvironmentId;
  readonly at: number;
  readonly before: GateItem | undefined;
  readonly after: GateItem | undefined;
}

/** Publishes events for calls that started or ended, and for a limit that is near, as changes of gates show them. */
export async function publishGateChanges(
  changes: readonly ItemChange[],
  publishing: Publishing,
): Promise<void> {
  const byEnvironment = gateChanges(changes);
  await publish(
    byEnvironment.keys(),
    async (environment, wants) => {
      const own = byEnvironment.get(environment) ?? [];
      return [
        ...(wants('call.started') ? own.flatMap(startedEvents) : []),
        ...(wants('call.ended') ? own.flatMap(endedEvents) : []),
        ...(wants('limit.near') ? await nearEvents(environment, own, publishing.table) : []),
      ];
    },
    publishing,
  );
}

/** The changes of gates among these changes, by environment. */
export const gateChanges = (changes: readonly ItemChange[]): Map<EnvironmentId, GateChange[]> =>
  Map.groupBy(changes.flatMap(ofGate), ({ environment }) => environment);

function ofGate({ key, at, before, after }: ItemChange): GateChange[] {
  const place = gateAt(key);
  if (place === undefined) return [];
  const images = { before: before as GateItem | undefined, after: after as GateItem | undefined };
  return [{ environment: place.environment, at, ...images }];
}

function startedEvents({ environment, before, after }: GateChange): WebhookEvent[] {
  if (after === undefined) return [];
  return (Object.entries(after.l) as [CallId, StoredLease][]).flatMap(([id, lease]) => {
    const call = callOf(environment, id, lease);
    const earlier = before && leaseIn(before.l, id);
    if (earlier !== undefined && callOf(environment, id, earlier).startedAt === call.startedAt) return [];
    const { startedAt: at } = call;
    const event = {
      type: 'call.started',
      at,
      accountId: after.a,
      environmentId: environment,
      data: call,
    } as const;
    return [eventOf(event, [id, at])];
  });
}

function endedEvents({ environment, before, after }: GateChange): WebhookEvent[] {
  if (before === undefined) return [];
  return endedCalls(environment, before, after).map((call) => {
    const { id, startedAt, endedAt: at } = call;
    const event = {
      type: 'call.ended',
      at,
      accountId: before.a,
      environmentId: environment,
      data: call,
    } as const;
    return eventOf(event, [id, startedAt]);
  });
}

/**
 * The last of these changes after which this share of its environment's limit was in use, with the figures; undefined
 * when there is none. The gates are read only when a gate reached this share of its own quota.
 */
export async function nearLimit(
  environment: EnvironmentId,
  changes: readonly GateChange[],
  percent: number,
  table: Table,
): Promise<
  { accountId: AccountId; at: number; activeCalls: number; maxConcurrentCalls: number } | undefined
> {
  const last = changes.findLast((change) => isGateNear(change, percent));
  if (last?.after === undefined) return undefined;
  const gates = (last.after.n ?? 1) > 1 ? await readGates(table, environment) : [last.after];
  const maxConcurrentCalls = limitOf(gates);
  const activeCalls = liveCalls(gates, last.at);
  if (!isNear(activeCalls, maxConcurrentCalls, percent)) return undefined;
  const starts = Object.entries(last.after.l).map(([id, lease]) => Date.parse(instantOf(startOf(id, lease))));
  // The stream's times are rounded down, and the event must not be before the start that caused it.
  const at = Math.max(last.at, ...starts);
  return { accountId: last.after.a, at, activeCalls, maxConcurrentCalls };
}

const isNear = (live: number, limit: number, percent: number) => limit > 0 && live * 100 >= percent * limit;

/** Whether this share of a gate's own quota is in use after a change. */
export const isGateNear = ({ after, at }: GateChange, percent: number): boolean =>
  after !== undefined && isNear(liveCalls([after], at), after.m, percent);

/** At most one event an hour: its id is that of the hour. */
async function nearEvents(
  environment: EnvironmentId,
  changes: readonly GateChange[],
  table: Table,
): Promise<WebhookEvent[]> {
  const near = await nearLimit(environment, changes, NEAR, table);
  if (near === undefined) return [];
  const { accountId, at, ...figures } = near;
  const hour = instant(hourOf(at));
  const data = { ...figures, share: NEAR / 100, hour, until: instant(hourOf(at) + HOUR_MS) };
  const event = { type: 'limit.near', at: instant(at), accountId, environmentId: environment, data } as const;
  return [eventOfPeriod(event, hour)];
}
