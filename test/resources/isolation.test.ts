import * as z from 'zod/mini';
import { calls } from '../../lib/api/routes/calls.ts';
import { parametersIn, type Operation } from '../../lib/api/operation.ts';
import { resources } from '../../lib/api/routes/resources/resources.ts';
import { aBerth, done } from '../setup/berth.ts';
import { resourceRequests, someResources, type SomeResources } from '../setup/resources.ts';
import { sentAs } from '../setup/scene.ts';
import { senderTo, type Answered, type Content } from '../setup/send.ts';
import { aPlace, type Place } from './ways.ts';

const berth = await aBerth();
const send = senderTo(berth.origin);

interface Tenant extends SomeResources, Place {
  readonly name: string;
}

/** An environment with two of everything that has a list. */
async function aTenant(name: string, within?: Place['account']): Promise<Tenant> {
  const place = await aPlace(berth, within);
  const ids = await someResources(berth, place.environment.key);
  const { agentId, numberId, campaignId } = ids;
  done(await place.byKey('createCampaign', { body: { name: 'Second', agentId, numberId } }));
  const body = [{ e164: '+14155550101' }, { e164: '+14155550102' }];
  done(await place.byKey('replaceContacts', { params: { campaignId }, body }));
  return { ...place, ...ids, name };
}

const one = await aTenant('an environment');
const sibling = await aTenant('another of its account', one.account);
const stranger = await aTenant("one of another's account");
const tenants = [one, sibling, stranger];
const pairs = tenants.flatMap((visitor) =>
  tenants.filter((owner) => owner !== visitor).map((owner) => ({ visitor, owner })),
);

/** Ids of the right form that do not exist. */
const nobodys: Readonly<Record<string, string>> = {
  agentId: 'agt_01JD3Z0M603B6D8F1H4K7N0Q3T',
  inboundAgentId: 'agt_01JD3Z0M603B6D8F1H4K7N0Q3T',
  defaultAgentId: 'agt_01JD3Z0M603B6D8F1H4K7N0Q3T',
  numberId: 'num_01JD3Z0M614C7E9G2J5M8P1R4V',
  campaignId: 'cmp_01JD3Z0M625D8F0H3K6N9Q2S5W',
};

/** Things of the owner that could be in this position. */
const idOf = ({ agentId, numberId, campaignId }: Tenant, field: string): string =>
  /agent/i.test(field) ? agentId : field === 'numberId' ? numberId : campaignId;

/** The operations that can name a resource: its own, and the start of a call. */
const naming = { ...resources, startCall: calls.startCall };
type Id = keyof typeof naming;
const rows = Object.entries<Operation>(naming) as [Id, Operation][];

const requestOf = ({ account, environment, ...ids }: Tenant, id: Id): Content =>
  id === 'startCall'
    ? { body: {} }
    : resourceRequests(ids, { accountId: account.accountId, environmentId: environment.id })[id];

/** The answer to the visitor, without the request id and the requested id. */
async function answerTo(visitor: Tenant, id: Id, content: Content, tried: string) {
  const { caller }: Operation = naming[id];
  const as = caller === 'machine' ? visitor.environment.key : visitor.account.admin.token;
  const { status, body, text }: Answered = await send(sentAs(id, as, content));
  const told = text.replaceAll(String(body['requestId']), '').replaceAll(tried, '');
  return { status, code: body['code'], told };
}

let before: unknown;
beforeAll(async () => (before = await berth.items()));
const nothingHasChanged = async () => expect(await berth.items()).toEqual(before);
afterEach(nothingHasChanged);

const inPath = rows.flatMap(([id, { path }]) =>
  parametersIn(path)
    .filter((name) => name in nobodys)
    .map((name) => ({ id, name })),
);

test.each(inPath)(
  '$id: a path with the $name of another environment is answered as one that does not exist',
  async (place) => {
    const { id, name } = place;
    for (const { visitor, owner } of pairs) {
      const own = requestOf(visitor, id);
      const [toTheirs, toNobodys] = await Promise.all(
        [idOf(owner, name), nobodys[name] ?? ''].map((tried) =>
          answerTo(visitor, id, { ...own, params: { ...own.params, [name]: tried } }, tried),
        ),
      );
      expect({ visitor: visitor.name, ...toTheirs }).toEqual({ visitor: visitor.name, ...toNobodys });
      expect(toTheirs).toMatchObject({ status: 404, code: 'not_found' });
    }
  },
);

const inBody = rows.flatMap(([id, { body }]) =>
  body instanceof z.ZodMiniObject
    ? Object.keys(body.shape)
        .filter((field) => field.endsWith('Id'))
        .map((field) => ({ id, field }))
    : [],
);

test.each(inBody)(
  '$id: a body with the $field of another environment is answered as one that does not exist',
  async (place) => {
    const { id, field } = place;
    for (const { visitor, owner } of pairs) {
      const own = requestOf(visitor, id);
      const [toTheirs, toNobodys] = await Promise.all(
        [idOf(owner, field), nobodys[field] ?? ''].map((tried) =>
          answerTo(visitor, id, { ...own, body: { ...(own.body as object), [field]: tried } }, tried),
        ),
      );
      expect({ visitor: visitor.name, ...toTheirs }).toEqual({ visitor: visitor.name, ...toNobodys });
      expect(toTheirs).toMatchObject({ status: 422, code: 'invalid_input' });
    }
  },
);

const lists = rows.filter(([, { query }]) => query?.safeParse({ cursor: 'x' }).success).map(([id]) => id);

test.each(lists)('%s refuses a cursor of another environment', async (id) => {
  for (const { visitor, owner } of pairs) {
    const as = naming[id].caller === 'machine' ? owner.environment.key : owner.account.admin.token;
    const theirs = await send(sentAs(id, as, { ...requestOf(owner, id), query: { limit: '1' } }));
    const cursor = theirs.body['nextCursor'] as string;
    expect(cursor).toEqual(expect.any(String));
    const [toTheirs, toNone] = await Promise.all(
      [cursor, 'none'].map((tried) =>
        answerTo(visitor, id, { ...requestOf(visitor, id), query: { cursor: tried } }, tried),
      ),
    );
    expect(toTheirs).toEqual(toNone);
    expect(toTheirs).toMatchObject({ status: 400, code: 'invalid_cursor' });
  }
});

test('these tests tried every list, path and body that can name something of another environment', () => {
  expect(inPath.map(({ id }) => id)).toEqual(expect.arrayContaining(['getAgent', 'getEnvironmentAgent']));
  expect(new Set(inBody.map(({ field }) => field))).toEqual(
    new Set(['inboundAgentId', 'agentId', 'numberId', 'defaultAgentId', 'campaignId']),
  );
  expect(lists).toHaveLength(8);
});

test('each environment finds only its own things in its lists', async () => {
  for (const { byKey: go, byPath: asAdmin, ...ids } of tenants) {
    for (const way of [go, asAdmin]) {
      const agents = done(await way('listAgents')).items.map(({ id }) => id);
      expect(agents.toSorted()).toEqual([ids.agentId, ids.spare.agentId].toSorted());
      const numbers = done(await way('listNumbers')).items.map(({ id }) => id);
      expect(numbers.toSorted()).toEqual([ids.numberId, ids.spare.numberId].toSorted());
      expect(done(await way('listCampaigns')).items[0]?.id).toBe(ids.campaignId);
    }
  }
});
