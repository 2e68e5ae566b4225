import type { Call, CallReferences, Direction } from '../api/schemas/call.ts';
import type { CallId, EnvironmentId } from '../api/schemas/ids.ts';
import { Problem } from '../api/problem.ts';
import type { Machine } from '../auth/caller.ts';
import { pageOf, type Page, type PageRequest } from '../table/page.ts';
import type { Context } from '../context.ts';
import { readGates, type GateItem } from '../gate/gate.ts';
import { noteUse, opens } from '../gate/api-key.ts';
import { callOf, hasExpired, leaseIn } from '../gate/lease.ts';

/** The live calls in these gates, the longest-running first. */
function callsIn(gates: readonly GateItem[], environment: EnvironmentId, now: number): Call[] {
  return gates
    .flatMap((gate) => Object.entries(gate.l))
    .filter(([, lease]) => !hasExpired(lease, now))
    .map(([id, lease]) => callOf(environment, id as CallId, lease))
    .toSorted((one, other) => (isBefore(one, other) ? -1 : 1));
}

const isBefore = (one: Call, other: Call): boolean =>
  one.startedAt === other.startedAt ? one.id < other.id : one.startedAt < other.startedAt;

/** The position of a call in that order: no two have the same start and id. */
const positionOf = ({ startedAt, id }: Call): string => `${startedAt} ${id}`;

/** The filters of live calls. */
type CallFilter = CallReferences & { readonly direction?: Direction | undefined };

/** One page of the live calls in these gates that match the filters. */
export function pageOfCalls(
  gates: readonly GateItem[],
  environment: EnvironmentId,
  { direction, agentId, numberId, campaignId, reference, ...request }: PageRequest & CallFilter,
  now: number,
): Page<Call> {
  const wanted = Object.entries({ direction, agentId, numberId, campaignId, reference }).filter(
    ([, value]) => value !== undefined,
  );
  const calls = callsIn(gates, environment, now).filter((call) =>
    wanted.every(([name, value]) => call[name as keyof CallFilter] === value),
  );
  const list = ['calls of', environment, ...wanted.flat()].join(' ');
  return pageOf(calls, positionOf, list, request);
}

/**
 * The gates of a machine's environment, whose key is noted as used.
 * @throws unauthenticated when the key is not valid for them
 */
export async function gatesOpenTo(
  { environmentId, keyHash }: Machine,
  context: Context,
): Promise<GateItem[]> {
  const gates = await readGates(context.table, environmentId);
  if (!opens(gates[0], keyHash, context.clock.now())) throw new Problem('unauthenticated');
  await noteUse(gates, keyHash, context);
  return gates;
}

/** The live call of this id, if there is one. @throws unauthenticated */
export async function liveCall(machine: Machine, id: CallId, context: Context): Promise<Call | undefined> {
  const gates = await gatesOpenTo(machine, context);
  return callUnder(id, gates, machine.environmentId, context.clock.now());
}

/** The live call of this id in these gates. */
export function callUnder(
  id: CallId,
  gates: readonly GateItem[],
  environment: EnvironmentId,
  now: number,
): Call | undefined {
  const lease = gates
    .map(({ l }) => leaseIn(l, id))
    .find((held) => held !== undefined && !hasExpired(held, now));
  return lease === undefined ? undefined : callOf(environment, id, lease);
}
