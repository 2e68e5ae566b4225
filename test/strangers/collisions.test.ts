import { jest } from '@jest/globals';
import { actor, directClient } from '../reliability/direct-client.ts';
import { checkTable } from '../reliability/checker/check-table.ts';
import { aBerth, asAdmin } from '../setup/berth.ts';
import type { Client } from '../setup/client.ts';
import { aScene, type Scene } from '../setup/scene.ts';

const berth = await aBerth();
const { context, logged } = berth;
const call = await directClient(context);

interface SentWrite {
  readonly Key?: { readonly pk: string; readonly sk: string };
  readonly Item?: { readonly pk: string; readonly sk: string };
}

/** The items of transactions that are under way. */
const underWay = new Map<string, number>();
let conflicts = 0;
const requests = new Map<string, string[]>();

/**
 * Records the DynamoDB requests of each actor, and refuses a transaction on items that another one is just changing, as
 * DynamoDB does. DynamoDB Local never does so.
 */
context.table.documents.middlewareStack.add(
  (next, { commandName }) =>
    async (request) => {
      const own = requests.get(actor.getStore() ?? '');
      own?.push(String(commandName).replace('Command', ''));
      const { TransactItems = [] } = request.input as {
        TransactItems?: readonly Readonly<Record<string, SentWrite>>[];
      };
      const items = TransactItems.flatMap((write) =>
        Object.values(write).map(({ Key, Item }) => `${(Key ?? Item)?.pk} ${(Key ?? Item)?.sk}`),
      );
      const CancellationReasons = items.map((item) => ({
        Code: underWay.has(item) ? 'TransactionConflict' : 'None',
      }));
      if (CancellationReasons.some(({ Code }) => Code !== 'None')) {
        conflicts += 1;
        throw Object.assign(new Error('a conflict'), {
          name: 'TransactionCanceledException',
          $metadata: { httpStatusCode: 400 },
          CancellationReasons,
        });
      }
      for (const item of items) underWay.set(item, 1);
      try {
        return await next(request);
      } finally {
        for (const item of items) underWay.delete(item);
      }
    },
  { step: 'initialize', priority: 'low', name: 'conflicts' },
);

/** The answer to a request, and the DynamoDB requests that it needed. */
async function counted(name: string, send: () => ReturnType<Client>) {
  requests.set(name, []);
  const { status, body } = await actor.run(name, send);
  return { name, status, code: (body as { code?: string }).code, requests: requests.get(name) ?? [] };
}

/** The requests of other tenants meanwhile. */
const done: Readonly<Record<string, (scene: Scene, turn: number) => ReturnType<Client>>> = {
  'the account is read': (account) => call('getAccount', asAdmin(account)),
  'environments are listed': (account) => call('listEnvironments', asAdmin(account)),
  'an environment is edited': ({ accountId, admin, sibling }, turn) =>
    call('editEnvironment', {
      as: admin.token,
      params: { accountId, environmentId: sibling.id },
      body: { name: `staging ${turn}` },
    }),
  'a call starts': ({ environment }) =>
    call('startCall', { as: environment.key, body: { leaseSeconds: 10 } }),
  'a call is kept alive': ({ environment }) =>
    call('heartbeatCall', { as: environment.key, params: { callId: 'call-1' }, body: {} }),
};

/** Runs them one after the other, as a tenant that has nothing to do with the crowd. */
async function tenant(scene: Scene, turn: number) {
  const told: { name: string; status: number; requests: string[] }[] = [];
  for (const [name, run] of Object.entries(done)) {
    const { status, requests: asked } = await counted(`${name}, ${scene.accountId}`, () => run(scene, turn));
    told.push({ name, status, requests: asked });
  }
  return told;
}

/**
 * The most tries that one request can make within its second, with the longest possible pauses. A slow machine makes fewer.
 */
const MOST_TRIES = 20;

test('80 colliding writes of one tenant cost no other tenant a failure or a request, and no loser waits until the end', async () => {
  const [crowded, ...others] = await Promise.all(Array.from({ length: 4 }, () => aScene(berth)));
  const { accountId, admin } = crowded as Scene;
  // This makes the process know everybody’s gates.
  for (const scene of others) await tenant(scene, 0);
  const alone = await Promise.all(others.map((scene) => tenant(scene, 1)));
  for (const { status } of alone.flat()) expect(status).toBeLessThan(300);
  logged.length = 0;

  const random = jest.spyOn(Math, 'random').mockReturnValue(0.999);
  const renames = Array.from({ length: 80 }, (_, n) =>
    counted(`rename ${n}`, () =>
      call('renameAccount', { as: admin.token, params: { accountId }, body: { name: `Name ${n}` } }),
    ),
  );
  const [answers, beside] = await Promise.all([
    Promise.all(renames),
    Promise.all(others.map((scene) => tenant(scene, 2))),
  ]);

  random.mockRestore();

  expect(beside).toEqual(alone);
  expect(conflicts).toBeGreaterThan(80);
  const won = answers.filter(({ status }) => status === 200);
  expect(won.length).toBeGreaterThan(0);
  for (const { status, code, requests: asked } of answers) {
    expect(['200', '503 temporarily_unavailable']).toContain([status, code].join(' ').trim());
    expect(asked.filter((request) => request === 'TransactWriteItems').length).toBeLessThan(MOST_TRIES);
  }
  // Each request that was given up had used up its tries, not the time of its function.
  expect(logged.filter(({ error }) => error === 'DeadlineExceeded')).toEqual([]);
  const items = await berth.items();
  // The Members of a scene are written to the table without an event.
  const wrong = checkTable(items, context.clock.now());
  expect(wrong.filter((sentence) => !sentence.includes(': user '))).toEqual([]);
  const query = { action: 'account.updated' as const };
  const renamed = await call('listAuditEvents', { as: admin.token, params: { accountId }, query });
  expect(renamed.body.items).toHaveLength(won.length);
});
