import { anyOf, CLIENTS, killing, ROUNDS, together, threeServers } from './clients.ts';
import { Recording, type Outcome } from './recording.ts';

const { berth, servers } = await threeServers();

/** An environment has one gate up to this limit. A count over several gates is no snapshot. */
const CALLS_A_GATE = 40;

/** The limits of an environment: all calls, and the slots that only inbound calls may use. */
interface Limits {
  readonly limit: number;
  readonly reserve?: number;
}

interface Scene extends Limits {
  /** The limits that an Admin sets meanwhile, one after the other. */
  readonly changes?: readonly Limits[];
  /** How many of the servers are killed meanwhile. */
  readonly kills?: number;
}

interface Request {
  readonly client: number;
  readonly kind: 'start' | 'end' | 'heartbeat' | 'count' | 'limits';
  /** The id of a call. */
  readonly id?: string;
  /** New limits: for all calls, and for outbound ones. */
  readonly limit?: number;
  readonly outbound?: number;
}

const outboundOf = ({ limit, reserve = 0 }: Limits) => limit - reserve;

/** The calls of an environment, as several clients start, renew and end them. */
class Calls {
  readonly recording = new Recording<Request, { readonly count: number }>(() => servers.any());
  readonly running: string[] = [];
  readonly #key: string;
  #started = 0;

  constructor(key: string) {
    this.#key = key;
  }

  async start(client: number, direction: 'inbound' | 'outbound'): Promise<void> {
    const id = `${direction}-${(this.#started += 1)}`;
    const body = { id, direction, leaseSeconds: 3600 };
    const outcome = await this.recording.record({ client, kind: 'start', id }, (call) =>
      call('startCall', { as: this.#key, body }),
    );
    if (outcome === 'done') this.running.push(id);
  }

  /** Ends any running call. @returns its id */
  async endOne(client: number): Promise<string | undefined> {
    const id = anyOf(this.running);
    if (id === undefined) return undefined;
    this.running.splice(this.running.indexOf(id), 1);
    await this.recording.record({ client, kind: 'end', id }, (call) =>
      call('endCall', { as: this.#key, params: { callId: id } }),
    );
    return id;
  }

  heartbeat(client: number, id: string): Promise<Outcome> {
    const body = { leaseSeconds: 3600 };
    return this.recording.record({ client, kind: 'heartbeat', id }, (call) =>
      call('heartbeatCall', { as: this.#key, params: { callId: id }, body }),
    );
  }

  count(client: number): Promise<Outcome> {
    return this.recording.record(
      { client, kind: 'count' },
      (call) => call('getOwnConcurrency', { as: this.#key }),
      ({ activeCalls }) => ({ count: activeCalls }),
    );
  }
}

type Play = (calls: Calls, scene: Scene) => Promise<void>;

/** Clients start, end and keep calls alive close to the limit, where it matters. */
const crowd: Play = async (calls, { limit, changes = [] }) => {
  const direction = () => (Math.random() < 0.3 ? 'inbound' : 'outbound');
  const countsAreSnapshots = [limit, ...changes.map((change) => change.limit)].every(
    (most) => most <= CALLS_A_GATE,
  );
  for (let n = 0; n < limit; n += 1) await calls.start(0, direction());
  await together(async (client) => {
    const ended = await calls.endOne(client);
    await calls.start(client, direction());
    if (Math.random() < 0.5) await calls.start(client, direction());
    const asked = Math.random() < 0.5 ? anyOf(calls.running) : ended;
    if (asked !== undefined && Math.random() < 0.3) await calls.heartbeat(client, asked);
    if (countsAreSnapshots && Math.random() < 0.2) await calls.count(client);
  });
};

/** One client is refused, ends a call and starts the next. Each request may go to any of the servers. */
const freeAndTake: Play = async (calls, { limit }) => {
  for (let n = 0; n < limit; n += 1) await calls.start(0, 'outbound');
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let refused = 0; refused < 3; refused += 1) await calls.start(0, 'outbound');
    await calls.endOne(0);
    await calls.start(0, 'outbound');
  }
};

test.each<Scene & { readonly play: Play; readonly name: string }>([
  { name: 'a crowd at 1', play: crowd, limit: 1 },
  { name: 'a crowd at 5', play: crowd, limit: 5, kills: 2 },
  { name: 'a crowd at 5, of them 2 for inbound calls', play: crowd, limit: 5, reserve: 2 },
  { name: 'a crowd at 41', play: crowd, limit: 41, kills: 2 },
  { name: 'a crowd at 90', play: crowd, limit: 90, kills: 2 },
  { name: 'a crowd at 90, of them 10 for inbound calls', play: crowd, limit: 90, reserve: 10 },
  {
    name: 'a crowd at 5, changed to 2, 0 and 8',
    play: crowd,
    limit: 5,
    changes: [{ limit: 2 }, { limit: 0 }, { limit: 8 }],
    kills: 2,
  },
  {
    name: 'a crowd at 20, changed with its slots for inbound calls',
    play: crowd,
    limit: 20,
    reserve: 5,
    changes: [{ limit: 12, reserve: 9 }, { limit: 12 }, { limit: 30, reserve: 25 }],
  },
  {
    name: 'a crowd at 90, changed to 30 and 60',
    play: crowd,
    limit: 90,
    changes: [{ limit: 30 }, { limit: 60 }],
    kills: 2,
  },
  {
    name: 'a crowd at 30, changed to 100 with 20 for inbound calls',
    play: crowd,
    limit: 30,
    changes: [{ limit: 100, reserve: 20 }, { limit: 45 }],
  },
  { name: 'one slot freed and taken again at 1', play: freeAndTake, limit: 1 },
  { name: 'one slot freed and taken again at 41', play: freeAndTake, limit: 41 },
  { name: 'one slot freed and taken again at 90', play: freeAndTake, limit: 90 },
])(
  '$name: all answers are those of one counter',
  async ({ name, play, ...scene }) => {
    const { key, of } = await berth.aPlace({
      plan: 200,
      maxConcurrentCalls: scene.limit,
      reservedInboundCalls: scene.reserve ?? 0,
    });
    const calls = new Calls(key);
    const change = async () => {
      for (const { limit, reserve: reservedInboundCalls = 0 } of scene.changes ?? []) {
        const body = { maxConcurrentCalls: limit, reservedInboundCalls };
        const outbound = outboundOf({ limit, reserve: reservedInboundCalls });
        await calls.recording.record({ client: CLIENTS + 1, kind: 'limits', limit, outbound }, (call) =>
          call('editEnvironment', { ...of, body }),
        );
      }
    };
    await Promise.all([play(calls, scene), change(), killing(servers, scene.kills)]);
    const model = { model: 'calls', limit: scene.limit, outbound: outboundOf(scene) };
    expect(await calls.recording.check(name, model)).toMatch(/Ok/);
  },
  3_600_000,
);
