import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { fetchEmulator } from '../../local/dynamodb/emulator.ts';
import { startDynamoDbLocal } from '../../local/dynamodb/index.ts';

const startScript = fileURLToPath(new URL('../../local/dynamodb/start.ts', import.meta.url));

const directories: string[] = [];
async function aDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'berth-dynamodb-'));
  directories.push(directory);
  return directory;
}

afterAll(async () => {
  for (const directory of directories) await rm(directory, { recursive: true, force: true });
});

describe('fetching the emulator', () => {
  const configured = process.env['BERTH_CACHE_DIR'];
  afterEach(() => {
    if (configured === undefined) delete process.env['BERTH_CACHE_DIR'];
    else process.env['BERTH_CACHE_DIR'] = configured;
  });

  test('a download that is not the pinned one is refused and leaves nothing behind', async () => {
    const cache = await aDirectory();
    process.env['BERTH_CACHE_DIR'] = cache;
    await expect(
      fetchEmulator((directory, tarball) => writeFile(join(directory, tarball), 'something else')),
    ).rejects.toThrow(/has the integrity sha512-.+ instead of sha512-xTeeRLvz.+, so it is not used/);
    expect(await readdir(join(cache, 'dynamodb-local'))).toEqual([]);
  });
});

describe('the emulator', () => {
  test('answers once it is started, and is gone once it is stopped', async () => {
    const dynamodb = await startDynamoDbLocal();
    expect(await tables(dynamodb.endpoint)).toEqual([]);
    expect(isAlive(dynamodb.pid)).toBe(true);

    await dynamodb.stop();
    expect(isAlive(dynamodb.pid)).toBe(false);
    await expect(tables(dynamodb.endpoint)).rejects.toThrow('ECONNREFUSED');
    await dynamodb.stop();
  });

  test('listens on addresses beyond the loopback one only where Java cannot refuse them', async () => {
    const dynamodb = await startDynamoDbLocal();
    const { port } = new URL(dynamodb.endpoint);
    for (const address of addressesOfThisMachine()) {
      const heard = await tables(`http://${address}:${port}`).then(
        () => true,
        () => false,
      );
      expect({ address, heard }).toEqual({ address, heard: !dynamodb.isPrivate });
    }
    await dynamodb.stop();
  });

  test('has what it kept in a directory at the next start', async () => {
    const dataDir = await aDirectory();
    const first = await startDynamoDbLocal({ dataDir });
    await createTable(first.endpoint, 'kept');
    await first.stop();

    const second = await startDynamoDbLocal({ dataDir });
    expect(await tables(second.endpoint)).toEqual(['kept']);
    await second.stop();
  });

  test('names a port that is taken in its error, and does not mistake its user for the emulator', async () => {
    const other = createServer().listen(0);
    const { port } = other.address() as AddressInfo;
    await expect(startDynamoDbLocal({ port })).rejects.toThrow(`Port ${port} is not free`);
    other.close();
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
    'ends with the process that started it when that gets %s',
    async (signal) => {
      const starter = spawn(process.execPath, [startScript], { stdio: ['ignore', 'pipe', 'inherit'] });
      const line = await new Promise<string>((done) =>
        starter.stdout.once('data', (chunk: Buffer) => done(chunk.toString())),
      );
      const endpoint = /http:\S+\d/.exec(line)?.[0] ?? '';
      expect(await tables(endpoint)).toEqual([]);

      starter.kill(signal);
      await eventually(() => expect(tables(endpoint)).rejects.toThrow('ECONNREFUSED'));
    },
  );
});

/** The addresses at which other machines may reach it, as in a URL. Link-local ones also need the name of an interface. */
function addressesOfThisMachine(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80:'))
    .map(({ address, family }) => (family === 'IPv6' ? `[${address}]` : address));
}

function clientOf(endpoint: string): DynamoDBClient {
  return new DynamoDBClient({ endpoint, maxAttempts: 1 });
}

async function tables(endpoint: string): Promise<string[] | undefined> {
  return (await clientOf(endpoint).send(new ListTablesCommand())).TableNames;
}

async function createTable(endpoint: string, name: string): Promise<void> {
  await clientOf(endpoint).send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    }),
  );
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function eventually(assertion: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((done) => setTimeout(done, 50));
    }
  }
}
