import { createHmac } from 'node:crypto';
import type { AccountId } from '../../lib/api/schemas/ids.ts';
import { routes, type OperationId } from '../../lib/api/index.ts';
import { ranges } from '../../lib/table/keys.ts';
import { pageOfPlaces, readPage } from '../../lib/table/page.ts';
import { aBerth, done } from '../setup/berth.ts';
import { aTelephoneNumber } from '../setup/resources.ts';
import { aScene, requestsIn, rightCredential, sentAs } from '../setup/scene.ts';
import { senderTo } from '../setup/send.ts';

const berth = await aBerth();
const send = senderTo(berth.origin);
const scene = await aScene(berth);
const requests = requestsIn(scene);
await fill();

interface Page {
  readonly items: readonly { readonly id?: string }[];
  readonly nextCursor: string | null;
}

const lists = routes
  .filter(({ query, download }) => download === undefined && query?.safeParse({ cursor: 'x' }).success)
  .map(({ id }) => id);

const ask = (id: OperationId, query: Record<string, string>, as = rightCredential(id, scene)) =>
  send(sentAs(id, as, { ...requests[id], query: { ...requests[id].query, ...query } }));

async function pageOf(id: OperationId, query: Record<string, string> = {}): Promise<Page> {
  const { status, body } = await ask(id, query);
  expect({ id, status }).toEqual({ id, status: 200 });
  return body as unknown as Page;
}

/** At least two of everything that there is a list of. */
async function fill(): Promise<void> {
  const { accountId, admin, environment, agentId, numberId, campaignId } = scene;
  const { call } = berth;
  const [as, key] = [admin.token, environment.key];
  const params = { accountId, environmentId: environment.id };
  done(await call('rotateApiKey', { as, params }));
  const invited = { email: 'another@example.com', role: 'member' } as const;
  done(await call('createInvitation', { as, params: { accountId }, body: invited }));
  done(await call('startCall', { as: key }));
  done(await call('createCampaign', { as: key, body: { name: 'Another', agentId, numberId } }));
  const contacts = [1, 2, 3].map(() => ({ e164: aTelephoneNumber() }));
  done(await call('replaceContacts', { as: key, params: { campaignId }, body: contacts }));
}

describe.each(lists)('%s', (id) => {
  test('gives the same items page by page as at once, each once, in the same order', async () => {
    const whole = await pageOf(id, { limit: '100' });
    expect(whole.items.length).toBeGreaterThan(1);
    expect(whole.nextCursor).toBeNull();
    expect(await pageOf(id)).toEqual(whole);

    const walked: unknown[] = [];
    let cursor: string | null = null;
    do {
      const page = await pageOf(id, { limit: '1', ...(cursor !== null && { cursor }) });
      expect(page.items.length).toBeLessThanOrEqual(1);
      walked.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(walked).toEqual(whole.items);
  });

  test('takes no cursor but those that it gave out, letter for letter', async () => {
    const { nextCursor } = await pageOf(id, { limit: '1' });
    const cursor = nextCursor ?? '';
    const flipped = [...cursor].map((letter, at) =>
      [cursor.slice(0, at), letter === 'A' ? 'B' : 'A', cursor.slice(at + 1)].join(''),
    );
    const others = [
      `${cursor}A`,
      `${cursor}=`,
      cursor.slice(1),
      cursor.slice(0, -1),
      ` ${cursor}`,
      '',
      'null',
    ];
    const answers = await Promise.all([...flipped, ...others].map((tried) => ask(id, { cursor: tried })));
    for (const { status, body } of answers) {
      expect({ status, code: body['code'] }).toEqual({ status: 400, code: 'invalid_cursor' });
    }
  });

  test.each(['0', '-1', '101', '1.5', '1e1', '0x10', ' 5', '', 'all', '9'.repeat(400)])(
    'takes no limit of %j',
    async (limit) => {
      const { status, body } = await ask(id, { limit });
      expect({ status, errors: body['errors'] }).toEqual({
        status: 422,
        errors: [{ path: 'limit', message: expect.stringMatching(/^must be /) }],
      });
    },
  );

  test('refuses what it can not be asked for, instead of giving something else', async () => {
    const { status, body } = await ask(id, { limitt: '5' });
    expect({ status, errors: body['errors'] }).toEqual({
      status: 422,
      errors: [{ path: 'limitt', message: 'is not a field here' }],
    });
  });
});

test('a cursor is good for one list and one caller', async () => {
  const { accountId, admin, colleague } = scene;
  const { nextCursor } = await pageOf('listUsers', { limit: '1' });
  const cursor = nextCursor ?? '';
  expect((await ask('listUsers', { cursor })).status).toBe(200);
  for (const id of ['listEnvironments', 'listInvitations', 'listAuditEvents'] as const) {
    expect((await ask(id, { cursor })).body['code']).toBe('invalid_cursor');
  }
  expect((await ask('listUsers', { cursor }, colleague.token)).body['code']).toBe('invalid_cursor');
  const second = done(await berth.call('createAccount', { as: admin.token, body: { name: 'Second' } }));
  const elsewhere = sentAs('listUsers', admin.token, { params: { accountId: second.id }, query: { cursor } });
  expect((await send(elsewhere)).body['code']).toBe('invalid_cursor');
  expect(second.id).not.toBe(accountId);
});

test('a cursor is good for the same filter', async () => {
  const environments = await pageOf('listEnvironments', { limit: '1' });
  const events = await pageOf('listAuditEvents', { limit: '1' });
  for (const [id, { nextCursor }, filter] of [
    ['listEnvironments', environments, { visible: 'true' }],
    ['listAuditEvents', events, { action: 'environment.created' }],
  ] as const) {
    const cursor = nextCursor ?? '';
    expect((await ask(id, { cursor })).status).toBe(200);
    expect((await ask(id, { cursor, ...filter })).body['code']).toBe('invalid_cursor');
  }
});

test('a cursor that its bearer has signed, as a machine can, leads nowhere outside of the list', async () => {
  const cursorKey = 'known to its bearer';
  const range = ranges.environments(scene.accountId as AccountId);
  const signed = (context: string, position: string) => {
    const signature = createHmac('sha256', cursorKey)
      .update(JSON.stringify([context, position]))
      .digest();
    const cursor = Buffer.concat([signature.subarray(0, 16), Buffer.from(position)]).toString('base64url');
    return { limit: 1, cursorKey, cursor };
  };
  const context = `${range.pk} ${range.beginsWith}`;
  const inside = await readPage(berth.world.table, range, signed(context, range.beginsWith));
  expect(inside.items).toHaveLength(1);
  for (const position of ['ACCOUNT', 'ZZZZ', '']) {
    const outside = readPage(berth.world.table, range, signed(context, position));
    await expect(outside).rejects.toMatchObject({ code: 'invalid_cursor' });
  }
  for (const position of ['-1', '6', '1.5', 'x']) {
    const outside = pageOfPlaces(5, async () => [], 'places', signed('places', position));
    await expect(outside).rejects.toMatchObject({ code: 'invalid_cursor' });
  }
});

test('a page goes on behind where the one before ended, whatever came and went meanwhile', async () => {
  const account = await berth.anAccount();
  const params = { accountId: account.accountId };
  const as = account.admin.token;
  const made = [];
  for (const name of ['b', 'c', 'd']) {
    made.push(await berth.anEnvironment(account, { name, maxConcurrentCalls: 0 }));
    berth.world.clock.advance(1);
  }
  const first = done(await berth.call('listEnvironments', { as, params, query: { limit: 2 } }));
  expect(first.items.map(({ name }) => name)).toEqual(['default', 'b']);
  const environmentId = made[0]?.id ?? '';
  done(await berth.call('deleteEnvironment', { as, params: { ...params, environmentId } }));
  await berth.anEnvironment(account, { name: 'e', maxConcurrentCalls: 0 });
  const query = { limit: 2, cursor: first.nextCursor ?? '' };
  const second = done(await berth.call('listEnvironments', { as, params, query }));
  expect(second.items.map(({ name }) => name)).toEqual(['c', 'd']);
});
