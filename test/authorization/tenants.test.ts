import { routes, type OperationId } from '../../lib/api/index.ts';
import { parametersIn } from '../../lib/api/operation.ts';
import { aBerth, asAdmin } from '../setup/berth.ts';
import { aScene, CALL, requestsIn, rightCredential, sentAs } from '../setup/scene.ts';
import { senderTo, type Answered, type Content } from '../setup/send.ts';

const berth = await aBerth();
const send = senderTo(berth.origin);
const scene = await aScene(berth);
const neighbour = await aScene(berth);
const requests = requestsIn(scene);

/** The neighbour's own things, by the name of the path parameter that would lead to them. */
const neighbours = {
  accountId: neighbour.accountId,
  environmentId: neighbour.environment.id,
  keyId: neighbour.environment.keyId,
  userId: neighbour.colleague.userId,
  invitationId: neighbour.invitation.id,
  callId: 'call-of-the-neighbour',
  agentId: neighbour.agentId,
  numberId: neighbour.numberId,
  campaignId: neighbour.campaignId,
  webhookId: neighbour.webhookId,
  deliveryId: neighbour.deliveryId,
  serviceAccountId: neighbour.serviceMember.id,
};
// A call's id is only unique for its caller, so the neighbour's has one that exists nowhere else.
const theirCall = neighbours.callId;
await berth.call('startCall', { as: neighbour.environment.key, body: { id: theirCall } });

/** Ids of the right form that do not exist. */
const nobodys = {
  accountId: 'acc_01JD3Z0M5V7Q8C2N4B6X9Y1T3R',
  environmentId: 'env_01JD3Z0M5W2K4M6P8R0T2V4X6Z',
  keyId: 'key_01JD3Z0M5X1A3C5E7G9J1M3P5R',
  userId: '00000000-0000-4000-8000-000000000000',
  invitationId: 'inv_01JD3Z0M5Y0B2D4F6H8K0N2Q4S',
  callId: 'call-of-nobody',
  agentId: 'agt_01JD3Z0M603B6D8F1H4K7N0Q3T',
  numberId: 'num_01JD3Z0M614C7E9G2J5M8P1R4V',
  campaignId: 'cmp_01JD3Z0M625D8F0H3K6N9Q2S5W',
  webhookId: 'whk_01JD3Z0M636E9G1J4M7P0S3V6X',
  deliveryId: 'dlv_01JD3Z0M647F0H2K5N8Q1T4W7Y',
  serviceAccountId: 'svc_01JD3Z0M658G1J3M6P9R2V5X8Z',
};

/** The answer without the request id and the requested id. */
function essenceOf({ status, headers, text, body }: Answered, id: string) {
  const { date: _, 'x-request-id': __, 'apigw-requestid': ___, 'content-length': ____, ...others } = headers;
  const told = text.replaceAll(String(body['requestId']), '').replaceAll(id, '');
  return { status, headers: others, told };
}

async function essenceFor(id: OperationId, content: Content, tried: string) {
  return essenceOf(await send(sentAs(id, rightCredential(id, scene), content)), tried);
}

// Operators may see all accounts.
const places = routes
  .filter(({ caller }) => caller !== 'operator')
  .flatMap(({ id, path }) => parametersIn(path).map((name) => ({ id, name })));

test.each(places)(
  '$id answers a $name of another tenant as it answers one that does not exist',
  async (place) => {
    const { id, name } = place;
    const before = await berth.items();
    const [toTheirs, toNobodys] = await Promise.all(
      [neighbours[name], nobodys[name]].map((tried) =>
        essenceFor(id, { ...requests[id], params: { ...requests[id].params, [name]: tried } }, tried),
      ),
    );
    expect(toTheirs).toEqual(toNobodys);
    // An end of a call that does not exist succeeds, because the call is over.
    const status = { heartbeatCall: 410, endCall: 204, releaseCall: name === 'callId' ? 204 : 404 };
    expect(toTheirs?.status).toBe(status[id as keyof typeof status] ?? 404);
    expect(await berth.items()).toEqual(before);
  },
);

test.each([
  ['a key of a sibling', 'revokeApiKey', { keyId: scene.sibling.keyId }],
  ['an environment that is deleted', 'getEnvironment', { environmentId: scene.deletedId }],
] as const)('%s is not found either', async (_, id, params) => {
  const content = { params: { ...requests[id].params, ...params } };
  expect((await essenceFor(id, content, '')).status).toBe(404);
});

test('a call of another environment is not found, and continues', async () => {
  const as = neighbour.environment.key;
  for (const id of ['getCall', 'heartbeatCall', 'endCall'] as const) {
    await send(sentAs(id, scene.environment.key, { params: { callId: theirCall } }));
  }
  expect((await send(sentAs('getCall', as, { params: { callId: theirCall } }))).status).toBe(200);
  const { items } = (await send(sentAs('listCalls', scene.environment.key, {}))).body as {
    items: { id: string }[];
  };
  expect(items.map(({ id }) => id)).toEqual([CALL]);
});

test('an environment of another tenant in a body is answered as one that does not exist', async () => {
  const before = await berth.items();
  const [toTheirs, toNobodys] = await Promise.all(
    [neighbour.environment.id, nobodys.environmentId].map((environmentId) => {
      const changes = [
        { environmentId: scene.environment.id, maxConcurrentCalls: 1 },
        { environmentId, maxConcurrentCalls: 1 },
      ];
      const content = { ...requests['reallocateConcurrency'], body: { changes } };
      return essenceFor('reallocateConcurrency', content, environmentId);
    }),
  );
  expect(toTheirs).toEqual(toNobodys);
  expect(toTheirs?.status).toBe(404);
  expect(await berth.items()).toEqual(before);
});

const lists = routes
  .filter(({ caller, query }) => caller !== 'operator' && query?.safeParse({ cursor: 'x' }).success)
  .map(({ id }) => id);

test.each(lists)('%s answers a cursor of another tenant as it answers an invalid one', async (id) => {
  await berth.call('startCall', { as: neighbour.environment.key });
  await berth.call('createInvitation', {
    ...asAdmin(neighbour),
    body: { email: `${id}@example.com`, role: 'member' },
  });
  const theirs = await send(
    sentAs(id, rightCredential(id, neighbour), { ...requestsIn(neighbour)[id], query: { limit: '1' } }),
  );
  const { nextCursor } = theirs.body as { nextCursor: string | null };
  const tried = nextCursor ?? (await aCursorOfTheirs());
  const toTheirs = await essenceFor(id, { ...requests[id], query: { cursor: tried } }, tried);
  const toNone = await essenceFor(id, { ...requests[id], query: { cursor: 'none' } }, 'none');
  expect(toTheirs).toEqual(toNone);
  expect(toTheirs.status).toBe(400);
});

/** A cursor of another list of theirs, where this one has a single item. */
async function aCursorOfTheirs(): Promise<string> {
  const params = { accountId: neighbour.accountId };
  const page = await send(sentAs('listUsers', neighbour.admin.token, { params, query: { limit: '1' } }));
  return (page.body as { nextCursor: string }).nextCursor;
}

test('filtering the audit trail by something of another tenant finds nothing, as if it did not exist', async () => {
  for (const [filter, theirs] of [
    ['targetId', neighbour.environment.id],
    ['actorId', neighbour.admin.userId],
  ] as const) {
    const found = await send(
      sentAs('listAuditEvents', scene.admin.token, {
        ...requests['listAuditEvents'],
        query: { [filter]: theirs },
      }),
    );
    expect(found.body).toEqual({ items: [], nextCursor: null });
  }
});
