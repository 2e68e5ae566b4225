import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { indexOf, readGates, readGatesOfAll } from '../../lib/gate/gate.ts';
import { keys } from '../../lib/table/keys.ts';
import { aBerth, done, inEnvironment } from '../setup/berth.ts';
import { sweepNow } from '../setup/sweep.ts';

const berth = await aBerth();
const { call, context } = berth;
const LIMIT = 120;

/** Three gates with named calls in each. The middle one is missing, as after a restore that lost it. */
async function aMissingGate() {
  const { account, id, key } = await berth.aPlace({ plan: 300, maxConcurrentCalls: LIMIT });
  const environment = id;
  // This is more than two gates hold, so each gate has some.
  const names = Array.from({ length: 90 }, (_, n) => `call-${n}`);
  for (const name of names)
    done(await call('startCall', { as: key, body: { id: name, leaseSeconds: 3600 } }));
  await context.table.documents.send(
    new DeleteCommand({ TableName: context.table.name, Key: keys.gate(environment, 1) }),
  );
  const gates = await readGates(context.table, environment);
  const left = gates.flatMap(({ l }) => Object.keys(l));
  const inLast = Object.keys(gates.find((gate) => indexOf(gate) === 2)?.l ?? {});
  return { account, environment, key, left, inLast };
}

test('calls in a missing gate keep their rows when the sweeper runs, and each runs once', async () => {
  const { key, left, inLast } = await aMissingGate();
  expect(inLast.length).toBeGreaterThan(0);
  await sweepNow(context);
  for (const id of inLast) expect(await call('startCall', { as: key, body: { id } })).toAnswer(200, { id });
  expect(done(await call('listCalls', { as: key, query: { limit: 100 } })).items).toHaveLength(left.length);
});

test('starts continue in the other gates, and bring the missing gate back before they are refused', async () => {
  const { environment, key, left } = await aMissingGate();
  let started = 0;
  while ((await call('startCall', { as: key })).status === 201) started += 1;
  expect(started + left.length).toBe(LIMIT);
  expect((await readGates(context.table, environment)).map(indexOf)).toEqual([0, 1, 2]);
});

test('an edit brings the missing gate back', async () => {
  const { account, environment } = await aMissingGate();
  const body = { maxConcurrentCalls: LIMIT + 1 };
  done(await call('editEnvironment', { ...inEnvironment(account, environment), body }));
  expect((await readGates(context.table, environment)).map(indexOf)).toEqual([0, 1, 2, 3]);
});

test('the gates of many environments are read in their order', async () => {
  const account = await berth.anAccount({ plan: 1_000 });
  const ids = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const { id } = await berth.anEnvironment(account, { maxConcurrentCalls: 160 });
      return { id: id, gateCount: 4 };
    }),
  );
  for (const gates of (await readGatesOfAll(context.table, ids)).values())
    expect(gates.map(indexOf)).toEqual([0, 1, 2, 3]);
});
