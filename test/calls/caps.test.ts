import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { EnvironmentId } from '../../lib/api/schemas/ids.ts';
import type { StoredLease } from '../../lib/gate/lease.ts';
import { keys } from '../../lib/table/keys.ts';
import { byKey, type Way } from '../resources/ways.ts';
import { aBerth, asAdmin, done, inEnvironment, type TestAccount } from '../setup/berth.ts';
import { aTelephoneNumber } from '../setup/resources.ts';
import { expectSound } from '../setup/sound.ts';

const berth = await aBerth();
const { call, context } = berth;

interface Place {
  readonly account: TestAccount;
  readonly id: string;
  readonly key: string;
  readonly go: Way;
}

async function aPlace(maxConcurrentCalls: number, reservedInboundCalls = 0): Promise<Place> {
  const { account, id, key } = await berth.aPlace({ plan: 10_000, maxConcurrentCalls, reservedInboundCalls });
  return { account, id, key, go: byKey(call, key) };
}

async function aCampaign(
  go: Way,
  maxConcurrentCalls: number | null,
  status: 'draft' | 'running' = 'running',
) {
  const agentId = done(await go('createAgent', { body: { name: `Caller ${aTelephoneNumber()}` } })).id;
  const numberId = done(await go('createNumber', { body: { e164: aTelephoneNumber() } })).id;
  const body = { name: 'Spring', agentId, numberId, maxConcurrentCalls };
  const campaignId = done(await go('createCampaign', { body })).id;
  const edit = async (changes: object) => go('editCampaign', { params: { campaignId }, body: changes });
  if (status === 'running') done(await edit({ status }));
  return { campaignId, agentId, numberId, edit };
}

interface Wanted {
  id?: string;
  direction?: 'inbound' | 'outbound';
  campaignId?: string;
  leaseSeconds?: number;
}
const start = (key: string, body: Wanted = {}) => call('startCall', { as: key, body: body });
const end = (key: string, callId: string) => call('endCall', { as: key, params: { callId } });

const clients = 64;
/** Starts this many calls with 64 clients. @returns the ids of the calls that got in, and the refusals */
async function startMany(key: string, count: number, wanted: (n: number) => Wanted) {
  const started: string[] = [];
  const refused: { status: number; body: object }[] = [];
  let next = 0;
  const client = async () => {
    for (let n = next++; n < count; n = next++) {
      let answer = await start(key, wanted(n));
      // A start that gives up on a busy gate has done nothing. It is sent again, as its answer says.
      while (answer.status === 503) answer = await start(key, wanted(n));
      if (answer.status === 201) started.push(answer.body.id);
      else refused.push({ status: answer.status, body: answer.body });
    }
  };
  await Promise.all(Array.from({ length: Math.min(clients, count) }, client));
  return { started, refused };
}
const inbound = (): Wanted => ({ direction: 'inbound' });
const outbound = (): Wanted => ({ direction: 'outbound' });
const named = (wanted: Wanted, prefix: string) => (n: number) => ({ ...wanted, id: `${prefix}-${n}` });
const editEnvironment = ({ account, id }: Place, body: object) =>
  call('editEnvironment', { ...inEnvironment(account, id), body: body });

describe.each([40, 100])('at a limit of %i with ten slots reserved for inbound calls', (limit) => {
  test.each([
    ['unnamed calls', () => [outbound, inbound] as const],
    [
      'named calls',
      () =>
        [
          named({ direction: 'outbound' }, `o${Math.random()}`),
          named({ direction: 'inbound' }, `i${Math.random()}`),
        ] as const,
    ],
  ])('outbound calls never use a reserved slot, under 64 clients, with %s', async (_, wanted) => {
    const { key } = await aPlace(limit, 10);
    const [out, into] = wanted();
    const outboundCalls = await startMany(key, limit + 20, out);
    expect(outboundCalls.started).toHaveLength(limit - 10);
    for (const { status, body } of outboundCalls.refused) {
      expect(status).toBe(429);
      expect(body).toMatchObject({
        code: 'concurrency_limit_reached',
        limitOf: 'outbound',
        limit: limit - 10,
        activeCalls: limit - 10,
      });
    }
    const inboundCalls = await startMany(key, 30, into);
    expect(inboundCalls.started).toHaveLength(10);
    expect(inboundCalls.refused[0]?.body).toMatchObject({ limitOf: 'environment', limit });

    // Any call can take the slot of an outbound call, but only an inbound one can take that of an inbound call.
    done(await end(key, outboundCalls.started[0] ?? ''));
    expect((await startMany(key, 5, inbound)).started).toHaveLength(1);
    done(await end(key, inboundCalls.started[0] ?? ''));
    expect((await startMany(key, 5, outbound)).started).toHaveLength(1);
    await expectSound(berth);
  });

  test('the reserve can be added and removed while calls run, and the count stays right', async () => {
    const place = await aPlace(limit, 0);
    const { key } = place;
    const { started } = await startMany(key, limit - 5, (n) =>
      n % 2 === 0 ? outbound() : named({ direction: 'outbound' }, 'call')(n),
    );
    expect(started).toHaveLength(limit - 5);
    expect(await editEnvironment(place, { reservedInboundCalls: 10 })).toAnswer(200, {
      reservedInboundCalls: 10,
      maxConcurrentCalls: limit,
    });
    expect(await start(key, outbound())).toAnswer(429, { limitOf: 'outbound' });
    expect(await start(key, inbound())).toMatchObject({ status: 201 });
    // No call was cut: after the first five ends, outbound calls are at their limit.
    for (const id of started.slice(0, 5)) done(await end(key, id));
    expect(await start(key, outbound())).toMatchObject({ status: 429 });
    done(await end(key, started[5] ?? ''));
    expect((await startMany(key, 10, outbound)).started).toHaveLength(1);
    await expectSound(berth);
    done(await editEnvironment(place, { reservedInboundCalls: 0 }));
    expect((await startMany(key, limit, outbound)).started).toHaveLength(9);
    await expectSound(berth);
  });

  test('an expired lease is not counted, whichever call takes its slot', async () => {
    const { key } = await aPlace(limit, 10);
    await startMany(key, limit, (n) => ({ ...outbound(), leaseSeconds: n % 2 === 0 ? 10 : 600 }));
    context.clock.advance(11);
    const { items } = done(await call('listCalls', { as: key, query: { limit: '100' } }));
    expect(items.length).toBeGreaterThan(0);
    const { started } = await startMany(key, limit, outbound);
    expect(started).toHaveLength(limit - 10 - items.length);
    await expectSound(berth);
  });

  test('the reserve stays right when the limit is changed by an edit or a reallocation', async () => {
    const place = await aPlace(limit, 10);
    const { account, id, key } = place;
    done(await editEnvironment(place, { maxConcurrentCalls: limit + 50 }));
    expect((await startMany(key, limit + 60, outbound)).started).toHaveLength(limit + 40);
    done(
      await call('reallocateConcurrency', {
        ...asAdmin(account),
        body: { changes: [{ environmentId: id, maxConcurrentCalls: limit + 60 }] },
      }),
    );
    expect((await startMany(key, 30, outbound)).started).toHaveLength(10);
    expect((await startMany(key, 30, inbound)).started).toHaveLength(10);
    await expectSound(berth);
  });
});

test('when all slots are reserved, no outbound call starts', async () => {
  const { key } = await aPlace(5, 7);
  expect(await start(key, outbound())).toAnswer(429, { limit: 0, activeCalls: 0 });
  expect((await startMany(key, 10, inbound)).started).toHaveLength(5);
});

test('inbound calls in slots that outbound calls could use do not keep outbound calls out of other gates', async () => {
  const place = await aPlace(200, 100);
  const { key } = place;
  const { started } = await startMany(key, 200, inbound);
  expect(started).toHaveLength(200);
  // Outbound calls get all hundred slots, whichever gates have free ones.
  for (const id of started.slice(0, 150)) done(await end(key, id));
  expect((await startMany(key, 150, outbound)).started).toHaveLength(100);
  await expectSound(berth);
});

describe.each([30, 120])('in an environment of %i, the limit of a campaign', (limit) => {
  test('holds exactly under 64 clients, and leaves the other slots to other calls', async () => {
    const { key, go } = await aPlace(limit);
    const { campaignId } = await aCampaign(go, 12);
    const ofCampaign = await startMany(key, 80, (n) =>
      n % 2 === 0 ? { campaignId } : { campaignId, id: `mine-${n}` },
    );
    expect(ofCampaign.started).toHaveLength(12);
    expect(ofCampaign.refused[0]?.body).toMatchObject({ limitOf: 'campaign', limit: 12, activeCalls: 12 });
    expect((await startMany(key, limit, outbound)).started).toHaveLength(limit - 12);

    for (const id of ofCampaign.started.slice(0, 4)) done(await end(key, id));
    expect((await startMany(key, 20, () => ({ campaignId }))).started).toHaveLength(4);
    await expectSound(berth);
  });

  test('ends with the status, and applies again to calls that still run when the status comes back', async () => {
    const { key, go } = await aPlace(limit);
    const { campaignId, edit } = await aCampaign(go, 3, 'draft');
    expect(await start(key, { campaignId })).toBeRefused(409, 'campaign_not_running', {
      campaignStatus: 'draft',
    });
    done(await edit({ status: 'running' }));
    expect((await startMany(key, 5, () => ({ campaignId }))).started).toHaveLength(3);
    done(await edit({ status: 'paused' }));
    expect(await start(key, { campaignId })).toMatchObject({ status: 409 });
    await expectSound(berth);
    done(await edit({ status: 'running' }));
    expect(await start(key, { campaignId })).toMatchObject({ status: 429 });
    done(await edit({ maxConcurrentCalls: 5 }));
    expect((await startMany(key, 5, () => ({ campaignId }))).started).toHaveLength(2);
    done(await edit({ maxConcurrentCalls: null }));
    expect((await startMany(key, 3, () => ({ campaignId }))).started).toHaveLength(3);
    done(await go('deleteCampaign', { params: { campaignId } }));
    await expectSound(berth);
  });

  test('holds together with the inbound reserve, whichever is reached first', async () => {
    const { key, go } = await aPlace(limit, limit - 5);
    const { campaignId } = await aCampaign(go, 4);
    expect((await startMany(key, 10, () => ({ campaignId }))).started).toHaveLength(4);
    expect((await startMany(key, 10, outbound)).started).toHaveLength(1);
    expect(await start(key, { campaignId, direction: 'inbound' })).toAnswer(429, { limitOf: 'campaign' });
    await expectSound(berth);
  });
});

test('a call that names its campaign gets its agent and number, and shows all three', async () => {
  const { key, go } = await aPlace(5);
  const { campaignId, agentId, numberId } = await aCampaign(go, null);
  const started = await start(key, { campaignId });
  expect(started).toAnswer(201, { campaignId, agentId, numberId });
  const params = { callId: started.body.id };
  expect(await call('getCall', { as: key, params })).toMatchObject({ body: started.body });
  const beaten = await call('heartbeatCall', { as: key, params, body: {} });
  expect(beaten).toAnswer(200, { campaignId, agentId, numberId });
  expect(await start(key, { campaignId, id: 'mine' })).toAnswer(201, { agentId });
  expect(await start(key, { campaignId, id: 'mine' })).toAnswer(200, { agentId });
  expect(await end(key, started.body.id)).toMatchObject({ status: 204 });
  expect(done(await call('listCalls', { as: key })).items).toMatchObject([{ id: 'mine', campaignId }]);
});

test('a repeated start returns the running call, whatever has become of its campaign since', async () => {
  const { key, go } = await aPlace(5);
  const { campaignId, edit } = await aCampaign(go, 3);
  const started = await start(key, { id: 'mine', campaignId });
  done(await edit({ status: 'paused' }));
  expect(await start(key, { id: 'mine', campaignId })).toAnswer(200, started.body);
  expect(await start(key, { id: 'other', campaignId })).toMatchObject({ status: 409 });
  done(await go('deleteCampaign', { params: { campaignId } }));
  expect(await start(key, { id: 'mine', campaignId })).toAnswer(200, started.body);
  expect(await start(key, { id: 'other', campaignId })).toMatchObject({ status: 422 });
});

test('when more leases have expired in a gate than one write can remove, their slots are still free', async () => {
  const { key, id, go } = await aPlace(40, 10);
  const { campaignId } = await aCampaign(go, 3);
  const left = Array.from({ length: 90 }, (_, n): [string, StoredLease] => [`left-${n}`, [1, 0, 'inbound']]);
  await context.table.documents.send(
    new UpdateCommand({
      TableName: context.table.name,
      Key: keys.gate(id as EnvironmentId),
      UpdateExpression: 'SET l = :l',
      ExpressionAttributeValues: { ':l': Object.fromEntries(left) },
    }),
  );
  expect((await startMany(key, 5, () => ({ campaignId }))).started).toHaveLength(3);
  expect((await startMany(key, 40, outbound)).started).toHaveLength(27);
  await expectSound(berth);
});

test('in an environment that no longer has a cap, ending a named call costs one request', async () => {
  const { key, go } = await aPlace(5);
  const { edit } = await aCampaign(go, 3);
  done(await edit({ status: 'completed' }));
  done(await start(key, { id: 'mine' }));
  expect(await berth.requestsOf(() => end(key, 'mine'))).toEqual(['UpdateItem']);
});

test('a call can name only what is in its environment, and a revoked key learns nothing about it', async () => {
  const { key, go } = await aPlace(5);
  const { campaignId, agentId, numberId } = await aCampaign((await aPlace(5)).go, null);
  const own = await aCampaign(go, null);
  for (const foreign of [{ campaignId }, { agentId }, { numberId }]) {
    const [field = ''] = Object.keys(foreign);
    const refused = await start(key, foreign);
    expect(refused).toAnswer(422, { errors: [{ path: field }] });
  }
  expect(await start(`${key.slice(0, -7)}${'0'.repeat(7)}`, { campaignId: own.campaignId })).toMatchObject({
    status: 401,
  });
  expect(done(await call('listCalls', { as: key })).items).toEqual([]);
});

test('at most twenty campaigns with a limit of their own run at once', async () => {
  const { go } = await aPlace(40);
  const { agentId, numberId } = await aCampaign(go, null);
  const statuses: number[] = [];
  for (let n = 0; n < 21; n += 1) {
    const body = { name: `c${n}`, agentId, numberId, maxConcurrentCalls: 1 };
    const { id: campaignId } = done(await go('createCampaign', { body: body }));
    const answer = await go('editCampaign', { params: { campaignId }, body: { status: 'running' } });
    statuses.push(answer.status);
  }
  expect(statuses).toEqual([...Array.from({ length: 20 }, () => 200), 409]);
  await expectSound(berth);
});

test('caps come back with a restored environment', async () => {
  const place = await aPlace(20, 15);
  const { campaignId } = await aCampaign(place.go, 2);
  const of = inEnvironment(place.account, place.id);
  done(await call('deleteEnvironment', of));
  const key = done(await call('restoreEnvironment', of)).apiKey.secret ?? '';
  expect((await startMany(key, 10, () => ({ campaignId }))).started).toHaveLength(2);
  expect((await startMany(key, 10, outbound)).started).toHaveLength(3);
  await expectSound(berth);
});

test('while the reserve is edited again and again under load, outbound calls never exceed the slots that it leaves', async () => {
  const place = await aPlace(80, 20);
  const edits = async () => {
    for (const reservedInboundCalls of [30, 20, 40, 30, 20, 30])
      done(await editEnvironment(place, { reservedInboundCalls }));
  };
  const [{ started }] = await Promise.all([startMany(place.key, 120, outbound), edits()]);
  expect(started.length).toBeGreaterThanOrEqual(40);
  expect(started.length).toBeLessThanOrEqual(60);
  await expectSound(berth);
  for (const id of started) done(await end(place.key, id));
  expect((await startMany(place.key, 70, outbound)).started).toHaveLength(50);
  await expectSound(berth);
});

// The last one: whether the table is sound takes longer with everything that it leaves.
test('a running campaign can be deleted, however many contacts and gates there are', async () => {
  const place = await aPlace(2_000);
  const { campaignId } = await aCampaign(place.go, 5);
  const params = { campaignId };
  const contacts = Array.from({ length: 10_000 }, (_, n) => ({ e164: `+4930${20_000_000 + n}` }));
  done(await place.go('replaceContacts', { params, body: contacts }));
  expect(await place.go('deleteCampaign', { params })).toMatchObject({ status: 204 });
  expect(await place.go('getCampaign', { params })).toMatchObject({ status: 404 });
  await expectSound(berth);
});
