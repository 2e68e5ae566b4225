import { Servers } from '../reliability/processes/servers.ts';
import { aBerth } from '../setup/berth.ts';

/** LINEARIZABILITY_SCALE=20 runs twenty times as long. */
export const ROUNDS = Math.ceil(12 * Number(process.env['LINEARIZABILITY_SCALE'] ?? 1));
export const CLIENTS = 5;

/** Three server processes on the table of one Berth. They are stopped after the tests of the file. */
export async function threeServers() {
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
  return { berth, servers };
}

/** Runs all clients at once, numbered from 1. Each does its rounds one after the other. */
export async function together(round: (client: number) => Promise<void>): Promise<void> {
  const client = async (number: number) => {
    for (let rounds = 0; rounds < ROUNDS; rounds += 1) await round(number);
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, index) => client(index + 1)));
}

export async function killing(servers: Servers, kills = 0): Promise<void> {
  for (let kill = 0; kill < kills; kill += 1) await servers.killOne();
}

export const anyOf = <Item>(list: readonly Item[]): Item | undefined =>
  list[Math.floor(Math.random() * list.length)];
