import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Servers } from '../reliability/processes/servers.ts';
import { aBerth } from '../setup/berth.ts';
import { Recording } from './recording.ts';

const berth = await aBerth();
const servers = new Servers({
  table: berth.context.table.name,
  endpoint: process.env['DYNAMODB_ENDPOINT'] ?? '',
  userPoolId: berth.identity.userPoolId,
  clientId: berth.identity.clientId,
  jwks: berth.identity.jwks(),
});
await servers.start(3);
afterAll(() => servers.stop());

/** LINEARIZABILITY_SCALE=20 looks twenty times as long. */
const ROUNDS = Math.ceil(12 * Number(process.env['LINEARIZABILITY_SCALE'] ?? 1));
const CLIENTS = 5;
/** An environment has one gate up to here. A count of several gates is no snapshot. */
const CALLS_A_GATE = 40;

interface Scene {
  readonly limit: number;
  /** How many of the places are for inbound calls only. */
  readonly reserve: number;
  /** How many of the servers are killed meanwhile. */
  readonly kills: number;
}

/** Clients start, end and keep calls alive close to the limit, where it matters. */
async function crowd(recording: Recording, { limit, kills }: Scene): Promise<void> {
  const running: string[] = [];
  const start = async (client: number, inbound: number) => {
    const id = await recording.start(client, Math.random() < inbound ? 'inbound' : 'outbound');
    if (id !== undefined) running.push(id);
  };
  for (let n = 0; n < limit; n += 1) await start(0, 0.3);

  const client = async (number: number) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const [ended] = running.splice(anyIndex(running), 1);
      if (ended !== undefined) await recording.end(number, ended);
      await start(number, 0.3);
      if (Math.random() < 0.5) await start(number, 0.3);
      const asked = Math.random() < 0.5 ? running[anyIndex(running)] : ended;
      if (asked !== undefined && Math.random() < 0.3) await recording.heartbeat(number, asked);
      if (limit <= CALLS_A_GATE && Math.random() < 0.2) await recording.count(number);
    }
  };
  const killer = async () => {
    for (let kill = 0; kill < kills; kill += 1) await servers.killOne();
  };
  await Promise.all([...Array.from({ length: CLIENTS }, (_, index) => client(index + 1)), killer()]);
}

const anyIndex = (list: readonly unknown[]) => Math.floor(Math.random() * list.length);

/** One client is refused, ends a call, and starts the next: any of this by any of the servers. */
async function freeAndTake(recording: Recording, { limit }: Scene): Promise<void> {
  const running: string[] = [];
  const start = async () => {
    const id = await recording.start(0, 'outbound');
    if (id !== undefined) running.push(id);
  };
  for (let n = 0; n < limit; n += 1) await start();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let refused = 0; refused < 3; refused += 1) await start();
    const [ended] = running.splice(anyIndex(running), 1);
    if (ended !== undefined) await recording.end(0, ended);
    await start();
  }
}

const here = fileURLToPath(new URL('.', import.meta.url));
const results = fileURLToPath(new URL('../../test-results/linearizability/', import.meta.url));

/** @throws Error that says where to look, when no order of the operations explains their answers */
async function check(file: string): Promise<string> {
  return (await promisify(execFile)('go', ['run', '.', file], { cwd: here })).stdout;
}

test.each([
  { play: crowd, limit: 1, reserve: 0, kills: 0 },
  { play: crowd, limit: 5, reserve: 0, kills: 2 },
  { play: crowd, limit: 5, reserve: 2, kills: 0 },
  { play: crowd, limit: 41, reserve: 0, kills: 2 },
  { play: crowd, limit: 90, reserve: 0, kills: 2 },
  { play: crowd, limit: 90, reserve: 10, kills: 0 },
  { play: freeAndTake, limit: 1, reserve: 0, kills: 0 },
  { play: freeAndTake, limit: 41, reserve: 0, kills: 0 },
  { play: freeAndTake, limit: 90, reserve: 0, kills: 0 },
])(
  '$play.name at a limit of $limit, $reserve of them reserved: all answers are those of one counter',
  async ({ play, ...scene }) => {
    const { limit, reserve } = scene;
    const { key } = await berth.anEnvironment(await berth.anAccount({ plan: 200 }), {
      maxConcurrentCalls: limit,
      reservedInboundCalls: reserve,
    });
    const recording = new Recording(key, () => servers.any());
    await play(recording, scene);

    const name = `${play.name}-${limit}-${reserve}`;
    const history = { name, limit, outbound: limit - reserve, operations: recording.operations };
    await mkdir(results, { recursive: true });
    const file = `${results}${name}.json`;
    await writeFile(file, JSON.stringify(history));
    expect(await check(file)).toMatch(/Ok/);
  },
  3_600_000,
);
