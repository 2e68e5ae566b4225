import type { Context } from '../../lib/context.ts';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { operations, type OperationId } from '../../lib/api/index.ts';
import type { EnvironmentId } from '../../lib/api/schemas/ids.ts';
import { readGates } from '../../lib/gate/gate.ts';
import { makeCallId, newLease } from '../../lib/gate/lease.ts';
import { anEnvironment, type BenchBerth } from '../world/berth.ts';
import { forkServer } from '../world/server.ts';
import type { Contestant, Gate } from './contestant.ts';

/** The product: its handlers with everything around a use case, as Lambda calls them. */
export function berth(bench: BenchBerth): Contestant {
  return {
    name: 'Berth',
    what: 'the handlers of functions/calls.ts',
    async open(slots) {
      const { id, key } = await anEnvironment(bench.context, slots.limit);
      await take(bench, id, slots.held);
      return gateOf(bench.call, bench.context.clock, key, slots.leaseSeconds);
    },
    close: async () => {},
  };
}

/** The same through HTTP, behind the laptop's gateway, in a process of its own. */
export async function berthOverHttp(bench: BenchBerth, endpoint: string): Promise<Contestant> {
  const server = await forkServer(endpoint, bench.context.table.name);
  const call = async (
    id: OperationId,
    { as = '', params = {}, body }: Parameters<BenchBerth['call']>[1] = {},
  ) => {
    const { method, path } = operations[id];
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
    const response = await fetch(server.origin + filled, {
      method,
      headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
  };
  return {
    name: 'Berth over HTTP',
    what: 'the same behind the local gateway, in a process of its own',
    async open(slots) {
      const { id, key } = await anEnvironment(bench.context, slots.limit);
      await take(bench, id, slots.held);
      return gateOf(call, bench.context.clock, key, slots.leaseSeconds);
    },
    close: () => server.stop(),
  };
}

function gateOf(
  call: BenchBerth['call'],
  clock: { advance(seconds: number): void },
  as: string,
  leaseSeconds = 3600,
): Gate {
  const expect = async (id: OperationId, sent: Parameters<BenchBerth['call']>[1], ...statuses: number[]) => {
    const received = await call(id, { as, ...sent });
    if (!statuses.includes(received.status))
      throw new Error(`${id}: ${received.status} ${JSON.stringify(received.body)}`);
    return received;
  };
  return {
    async start() {
      const { status, body } = await expect('startCall', { body: { leaseSeconds } }, 201, 429);
      return status === 201 ? body.id : undefined;
    },
    async end(holder) {
      await expect('endCall', { params: { callId: String(holder) } }, 204);
    },
    async beat(holder) {
      await expect('heartbeatCall', { params: { callId: String(holder) }, body: { leaseSeconds } }, 200);
    },
    // The server whose clock the benchmark can set.
    pass: async (seconds) => clock.advance(seconds),
  };
}

/** Puts this many running calls, spread evenly over the gates, for an hour. */
export async function take(
  { context: { table, clock } }: { readonly context: Pick<Context, 'table' | 'clock'> },
  environment: EnvironmentId,
  held: number,
): Promise<void> {
  if (held === 0) return;
  const outbound = { direction: 'outbound', references: {} } as const;
  const gates = await readGates(table, environment);
  const total = gates.reduce((sum, { m }) => sum + m, 0);
  let left = held;
  for (const [index, gate] of gates.entries()) {
    const share = index === gates.length - 1 ? left : Math.min(left, Math.round((held * gate.m) / total));
    left -= share;
    const l = Object.fromEntries(
      Array.from({ length: share }, () => {
        const id = makeCallId(outbound, index, clock);
        return [id, newLease(id, outbound, 3600, clock.now())];
      }),
    );
    // With three random characters, some of two hundred ids of one instant may be equal.
    while (Object.keys(l).length < share) {
      const id = makeCallId(outbound, index, clock);
      l[id] = newLease(id, outbound, 3600, clock.now());
    }
    await table.documents.send(new PutCommand({ TableName: table.name, Item: { ...gate, l } }));
  }
}
