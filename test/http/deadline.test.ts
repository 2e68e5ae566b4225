import { jest } from '@jest/globals';
import { aBerth, asAdmin, done } from '../setup/berth.ts';
import type { Client } from '../setup/client.ts';
import { directClient } from '../reliability/direct-client.ts';

const berth = await aBerth();
const { context, logged } = berth;
/** Less than the client of the table would wait for an answer. */
const DEADLINE_MS = 20_000;
const call = await directClient(context, () => {}, DEADLINE_MS);

/** Stands between the handlers and DynamoDB: lets this many requests through, and never answers later ones. */
const table = (() => {
  let left = Infinity;
  let passed: string[] = [];
  let sent = 0;
  let reached = () => {};
  let waiting: (() => void)[] = [];
  context.table.documents.middlewareStack.add(
    (next, { commandName }) =>
      async (request) => {
        sent += 1;
        if (left <= 0) {
          reached();
          await new Promise<void>((resolve) => waiting.push(resolve));
        } else {
          left -= 1;
          passed.push(String(commandName));
        }
        return next(request);
      },
    { step: 'finalizeRequest', priority: 'low', name: 'silence' },
  );
  return {
    /** @returns a promise that resolves as soon as there is a request that will never be answered */
    silentAfter(requests: number): Promise<void> {
      left = requests;
      passed = [];
      return new Promise((resolve) => (reached = resolve));
    },
    /** This includes what it has kept waiting. */
    answersAgain(): void {
      left = Infinity;
      for (const go of waiting) go();
      waiting = [];
    },
    /** Whether something was written before it stopped answering. */
    wrote: () => passed.some((name) => !/^(GetItem|BatchGetItem|Query)Command$/.test(name)),
    /** How many requests reached it, answered or not. */
    sent: () => sent,
  };
})();

const stillTime = Symbol('there is time left');

/** The answer to a request whose time is up as soon as it waits for a table that does not answer. */
async function outOfTime(send: () => ReturnType<Client>, requests: number) {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'performance', 'Date'] });
  try {
    const silence = table.silentAfter(requests).then(() => stillTime);
    const answer = send();
    if ((await Promise.race([answer, silence])) !== stillTime) return undefined;
    jest.advanceTimersByTime(DEADLINE_MS - 1);
    return await answer;
  } finally {
    jest.useRealTimers();
  }
}

const CALL = 'call-1';

/** As much as the requests below are about: two environments, and a call in the first. */
async function aScene() {
  const account = await berth.anAccount();
  const [environment, sibling] = await Promise.all([
    berth.anEnvironment(account, { name: 'production', maxConcurrentCalls: 5 }),
    berth.anEnvironment(account),
  ]);
  done(await berth.call('startCall', { as: environment.key, body: { id: CALL, leaseSeconds: 3_600 } }));
  return { ...account, environment, sibling };
}
type Scene = Awaited<ReturnType<typeof aScene>>;

const once = { headers: { 'idempotency-key': 'once' } };

const requests: Readonly<Record<string, (scene: Scene) => ReturnType<Client>>> = {
  'the caller, and a use case that reads': (scene) => call('listUsers', asAdmin(scene)),
  'what was answered before, a use case that writes, and its transaction': (scene) =>
    call('createEnvironment', { ...asAdmin(scene), ...once, body: { name: 'new', maxConcurrentCalls: 1 } }),
  'what was answered meanwhile, after a refusal': (scene) =>
    call('createEnvironment', {
      ...asAdmin(scene),
      ...once,
      body: { name: 'production', maxConcurrentCalls: 1 },
    }),
  'the record of an answer without a change': (scene) =>
    call('reallocateConcurrency', {
      ...asAdmin(scene),
      ...once,
      body: {
        changes: [{ environmentId: scene.sibling.id, maxConcurrentCalls: 1 }],
        dryRun: true,
      },
    }),
  'the one write of a start': ({ environment }) => call('startCall', { as: environment.key, body: {} }),
  'the end of a call': ({ environment }) =>
    call('endCall', { as: environment.key, params: { callId: CALL } }),
  'whether the key of a refused request is alive': ({ environment }) =>
    call('startCall', { as: environment.key, body: { leaseSeconds: 1 } }),
  'whether the key of a large request is alive, and a change by a machine': ({ environment }) =>
    call('createAgent', {
      as: environment.key,
      ...once,
      body: { name: 'Large', language: 'en-US', voice: 'alloy', prompt: 'x'.repeat(5_000) },
    }),
};

test.each(Object.keys(requests))(
  'when the table stops answering at any request for %s, the answer is 503 in time, and no further request is sent',
  async (name) => {
    const send = requests[name] as (typeof requests)[string];
    let scene = await aScene();
    for (let silentAfter = 0; ; silentAfter += 1) {
      const before = await berth.items();
      logged.length = 0;
      const answer = await outOfTime(() => send(scene), silentAfter);
      if (answer === undefined) break;
      const sent = table.sent();
      table.answersAgain();
      expect(answer).toBeRefused(503, 'temporarily_unavailable');
      expect(answer.headers.get('retry-after')).toBe('1');
      expect(logged).toEqual([
        expect.objectContaining({
          message: 'request',
          level: 'error',
          status: 503,
          problem: 'temporarily_unavailable',
          operation: expect.any(String),
          error: 'DeadlineExceeded',
        }),
      ]);
      // Requests that still run continue while this reads the table.
      const after = await berth.items();
      expect(table.sent()).toBe(sent + 1);
      expect(table.wrote() ? before : after).toEqual(before);
      if (table.wrote()) scene = await aScene();
    }
    table.answersAgain();
  },
);

test('when signing keys never arrive, the answer is 503 in time', async () => {
  const person = await berth.aPerson();
  let asked = () => {};
  const waiting = new Promise<void>((resolve) => (asked = resolve));
  const people = {
    identify: () => {
      asked();
      return new Promise<never>(() => {});
    },
  };
  const impatient = await directClient({ ...context, people }, () => {}, DEADLINE_MS);
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'performance', 'Date'] });
  const answer = impatient('getMe', { as: person.token });
  await waiting;
  jest.advanceTimersByTime(DEADLINE_MS - 1);
  jest.useRealTimers();
  expect(await answer).toBeRefused(503, 'temporarily_unavailable');
});

test('a change that collides without end is given up after some tries', async () => {
  const { accountId, admin } = await berth.anAccount();
  const { documents } = context.table;
  let tries = 0;
  documents.middlewareStack.add(
    (next, { commandName }) =>
      async (request) => {
        if (commandName !== 'TransactWriteItemsCommand') return next(request);
        tries += 1;
        const CancellationReasons = [{ Code: 'TransactionConflict' }];
        throw Object.assign(new Error('injected'), {
          name: 'TransactionCanceledException',
          $metadata: { httpStatusCode: 400 },
          CancellationReasons,
        });
      },
    { step: 'finalizeRequest', priority: 'low', name: 'collisions' },
  );
  const answer = await call('renameAccount', {
    as: admin.token,
    params: { accountId },
    body: { name: 'Renamed' },
  });
  documents.middlewareStack.remove('collisions');
  expect(answer).toBeRefused(503, 'temporarily_unavailable');
  expect(tries).toBeGreaterThan(3);
  expect(tries).toBeLessThan(60);
});
