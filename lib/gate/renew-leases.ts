import type { CallId } from '../api/schemas/ids.ts';
import { Problem } from '../api/problem.ts';
import type { Context } from '../context.ts';
import type { GateItem } from './gate.ts';
import { opens, type KeyHolder, assertKeyAlive } from './api-key.ts';
import { gateToldBy, writeAsHolder, type HolderWrite } from './held-gate.ts';
import { gatesKnownOf } from './known-gates.ts';
import {
  expiresAt,
  expiry,
  expiryPath,
  hasExpired,
  isGateMade,
  leaseIn,
  leaseToldBy,
  thisInstant,
  type StoredLease,
} from './lease.ts';
import { readNamedCalls } from './named-call.ts';

/** More than two tries are needed only when leases expire one by one while they are renewed. */
const MAX_TRIES = 20;

/** How leases are renewed. */
export interface Renewal {
  /** From now on. */
  readonly leaseSeconds: number;
  /** Whether to change also leases that end later. */
  readonly shortens: boolean;
  /**
   * Whether to return the leases as a whole, and not only when they end, for calls whose ids do not contain the rest.
   */
  readonly whole?: boolean;
}

/**
 * Gives calls new leases: one conditional write for each gate that is touched, and a second one with the rest when some
 * have expired. An expired lease is not renewed, because its slot may belong to another call.
 * @returns the leases that were renewed; only the expiry of each is right, unless whole leases are requested
 * @throws unauthenticated; temporarily_unavailable
 */
export async function renewLeases(
  holder: KeyHolder,
  ids: readonly CallId[],
  renewal: Renewal,
  context: Context,
): Promise<Map<CallId, StoredLease>> {
  const renewed = new Map<CallId, StoredLease>();
  const renewAll = async (located: readonly Located[]) => {
    const gates = await Promise.all(
      [...Map.groupBy(located, ({ index }) => index)].map(([index, calls]) =>
        renewIn(
          index,
          holder,
          calls.map(({ id }) => id),
          renewal,
          renewed,
          context,
        ),
      ),
    );
    return gates.filter((gate) => gate !== 'all');
  };
  const told = [...new Set(ids)].map((id) => ({ id, index: gateToldBy(id, holder) }));
  const unknown = told.filter(({ index }) => index === undefined).map(({ id }) => id);
  const inKnownGates = told.filter((call): call is Located => call.index !== undefined);
  const refused = await renewAll([...inKnownGates, ...(await locate(holder, unknown, context))]);
  await Promise.all(refused.map((gate) => assertKeyAlive(gate, holder, context)));

  // This process assumed that the first gate was the only one.
  const count = Math.max(1, ...refused.map((gate) => gate?.n ?? 1));
  const misled = inKnownGates.map(({ id }) => id).filter((id) => !isGateMade(id) && !renewed.has(id));
  if (count === 1 || misled.length === 0) return renewed;
  gatesKnownOf(holder.environmentId).sawCount(count);
  const stillRefused = await renewAll(await locate(holder, misled, context));
  await Promise.all(stillRefused.map((gate) => assertKeyAlive(gate, holder, context)));
  return renewed;
}

/** A call, and the gate that it is in if it runs. */
interface Located {
  readonly id: CallId;
  readonly index: number;
}

async function locate(
  { environmentId }: KeyHolder,
  names: readonly CallId[],
  { table }: Pick<Context, 'table'>,
): Promise<Located[]> {
  const rows = await readNamedCalls(table, environmentId, names);
  return names.map((id) => ({ id, index: rows.get(id)?.g ?? 0 }));
}

/**
 * Renews leases in one gate.
 * @param renewed collects those that were renewed
 * @returns `all` when all were, else the gate as it was last seen
 */
async function renewIn(
  index: number,
  holder: KeyHolder,
  ids: readonly CallId[],
  renewal: Renewal,
  renewed: Map<CallId, StoredLease>,
  context: Context,
): Promise<GateItem | undefined | 'all'> {
  let rest = ids;
  let seen: GateItem | undefined;
  let allGoOn = true;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const now = context.clock.now();
    const end = expiry(renewal.leaseSeconds, now);
    const written = await writeAsHolder(holder, index, renewing(rest, end, renewal, now), now, context);
    if (written.done) {
      for (const id of rest) renewed.set(id, leaseIn(written.item?.l ?? {}, id) ?? end);
      return allGoOn ? 'all' : seen;
    }
    seen = written.item;
    if (!opens(seen, holder.keyHash, now)) return seen;
    const { l: leases } = seen;
    const live = rest.filter((id) => isLive(leaseIn(leases, id), now));
    allGoOn &&= live.length === rest.length;
    const longer = renewal.shortens ? [] : live.filter((id) => expiresAt(leases[id] as StoredLease) > end);
    for (const id of longer) renewed.set(id, leases[id] as StoredLease);
    rest = live.filter((id) => !longer.includes(id));
    if (rest.length === 0) return allGoOn ? 'all' : seen;
  }
  throw new Problem('temporarily_unavailable', { retryAfter: 1 });
}

const isLive = (lease: StoredLease | undefined, now: number): boolean =>
  lease !== undefined && !hasExpired(lease, now);

function renewing(
  ids: readonly CallId[],
  end: number,
  { shortens, whole }: Renewal,
  now: number,
): HolderWrite {
  const paths = ids.map((id, index) => expiryPath(id, `#${index}`));
  return {
    returnsGate: whole === true && ids.some((id) => leaseToldBy(id) === undefined),
    assignments: paths.map((path) => `${path} = :end`),
    conditions: paths.map((path) => (shortens ? `${path} > :instant` : `${path} BETWEEN :next AND :end`)),
    names: Object.fromEntries(ids.map((id, index) => [`#${index}`, id])),
    values: {
      ':end': end,
      ...(shortens ? { ':instant': thisInstant(now) } : { ':next': thisInstant(now) + 1 }),
    },
  };
}
