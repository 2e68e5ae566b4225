import { aBerth, asAdmin, done, inEnvironment } from '../setup/berth.ts';
import { everyItem } from '../setup/every-item.ts';
import { aPlace, byPath } from './ways.ts';

const berth = await aBerth();
const { call } = berth;
const account = await berth.anAccount();

describe.each(['byKey', 'byPath'] as const)('agents, %s', (way) => {
  test('can be created, read, listed, changed and deleted', async () => {
    const { [way]: go } = await aPlace(berth, account);
    const created = await go('createAgent', {
      body: { name: ' Front desk ', language: 'en-us', prompt: 'Hi\n' },
    });
    expect(created).toAnswer(201, {
      id: expect.stringMatching(/^agt_/),
      name: 'Front desk',
      description: '',
      language: 'en-US',
      voice: '',
      greeting: '',
      prompt: 'Hi\n',
    });
    const params = { agentId: created.body.id };
    expect(await go('getAgent', { params })).toAnswer(200, created.body);
    const second = done(await go('createAgent', { body: { name: 'Second' } }));
    const first = done(await go('listAgents', { query: { limit: 1 } }));
    expect(first.items).toEqual([created.body]);
    const rest = done(await go('listAgents', { query: { limit: 1, cursor: first.nextCursor ?? '' } }));
    expect(rest).toEqual({ items: [second], nextCursor: null });

    const edit = (version: string, body: object) =>
      go('editAgent', { params, body, headers: { 'if-match': version } });
    expect(await edit('"2"', { voice: 'alloy' })).toMatchObject({ status: 412 });
    const edited = await edit('"1"', { voice: 'alloy' });
    expect(edited).toAnswer(200, { ...created.body, voice: 'alloy', updatedAt: expect.any(String) });
    expect(edited.headers.get('etag')).toBe('"2"');
    const before = await berth.items();
    expect((await edit('"2"', { voice: 'alloy' })).headers.get('etag')).toBe('"2"');
    expect(await berth.items()).toEqual(before);

    expect(await go('deleteAgent', { params })).toMatchObject({ status: 204 });
    expect(await go('getAgent', { params })).toMatchObject({ status: 404 });
    expect(done(await go('listAgents')).items).toEqual([second]);
  });

  test('have a name of their own within the environment, regardless of case', async () => {
    const { [way]: go } = await aPlace(berth, account);
    const { [way]: elsewhere } = await aPlace(berth, account);
    const taken = { status: 409, body: { code: 'agent_name_taken' } };
    const { id: agentId } = done(await go('createAgent', { body: { name: 'Straße' } }));
    expect(await go('createAgent', { body: { name: 'STRASSE' } })).toMatchObject(taken);
    expect(await elsewhere('createAgent', { body: { name: 'STRASSE' } })).toMatchObject({ status: 201 });
    const other = done(await go('createAgent', { body: { name: 'Other' } }));
    const rename = (id: string, name: string) => go('editAgent', { params: { agentId: id }, body: { name } });
    expect(await rename(other.id, 'strasse')).toMatchObject(taken);
    expect(await rename(agentId, 'STRASSE')).toAnswer(200, { name: 'STRASSE' });
    expect(await rename(agentId, 'Weg')).toMatchObject({ status: 200 });
    expect(await rename(other.id, 'straße')).toMatchObject({ status: 200 });
    expect(await go('deleteAgent', { params: { agentId } })).toMatchObject({ status: 204 });
    expect(await go('createAgent', { body: { name: 'weg' } })).toMatchObject({ status: 201 });
  });
});

test('a prompt has at most 32 KiB, however it is written in JSON', async () => {
  const { byKey: go, environment } = await aPlace(berth, account);
  const create = (name: string, prompt: string) => go('createAgent', { body: { name, prompt } });
  expect(await create('full', 'ä'.repeat(16 * 1024))).toMatchObject({ status: 201 });
  expect(await create('over', `${'ä'.repeat(16 * 1024)}.`)).toAnswer(422, {
    errors: [{ path: 'prompt', message: 'must have at most 32768 bytes' }],
  });
  const escaped = `{"name":"escaped","prompt":"${'\\u0416'.repeat(16 * 1024)}"}`;
  const response = await fetch(`${berth.origin}/v1/agents`, {
    method: 'POST',
    headers: { authorization: `Bearer ${environment.key}`, 'content-type': 'application/json' },
    body: escaped,
  });
  expect(response.status).toBe(201);
});

test.each([
  ['language', 'english please'],
  ['language', ''],
  ['voice', 'two\nlines'],
  ['voice', 'x'.repeat(101)],
  ['greeting', 'a NUL \u0000'],
  ['prompt', 'half a \ud800'],
  ['name', ''],
  ['colour', 'blue'],
])('an agent with the %s %j is refused', async (field, value) => {
  const { byKey: go } = await aPlace(berth, account);
  const body = { name: 'ok', [field]: value };
  expect(await go('createAgent', { body })).toAnswer(422, { errors: [{ path: field }] });
});

test('the pages of large agents fit into a response, and leave no agent out', async () => {
  const { byKey: go } = await aPlace(berth, account);
  const prompt = '\n'.repeat(32 * 1024);
  const wanted = Array.from({ length: 40 }, (_, n) => `agent ${10 + n}`);
  await Promise.all(wanted.map(async (name) => done(await go('createAgent', { body: { name, prompt } }))));
  let largest = 0;
  const agents = await everyItem(100, async (query) => {
    const page = done(await go('listAgents', { query }));
    largest = Math.max(largest, JSON.stringify(page).length);
    return page;
  });
  expect(largest).toBeLessThan(2_300_000);
  expect(agents.map(({ name }) => name).toSorted()).toEqual(wanted);
});

test('an Idempotency-Key creates one agent, and is refused once the API key is revoked', async () => {
  const place = await aPlace(berth, account);
  const { environment } = place;
  const create = () =>
    place.byKey('createAgent', { body: { name: 'Once' }, headers: { 'idempotency-key': 'once' } });
  const [first, again] = [await create(), await create()];
  expect(again).toAnswer(201, first.body);
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  done(await call('rotateApiKey', { ...inEnvironment(account, environment.id), body: { graceSeconds: 0 } }));
  expect(await create()).toBeRefused(401, 'unauthenticated');
});

test('the audit trail records who changed an agent, and of a prompt only that it changed', async () => {
  const { byKey: go, byPath: people, environment } = await aPlace(berth, account);
  const { id } = done(await go('createAgent', { body: { name: 'Told', prompt: 'a secret recipe' } }));
  const params = { agentId: id };
  done(await people('editAgent', { params, body: { prompt: 'another recipe' } }));
  const events = await call('listAuditEvents', { ...asAdmin(account), query: { targetId: id } });
  const { items } = done(events);
  expect(items).toMatchObject([
    {
      action: 'agent.updated',
      actor: { type: 'user', id: account.admin.userId },
      before: { environmentId: environment.id },
    },
    {
      action: 'agent.created',
      actor: { type: 'apiKey', id: environment.keyId },
      target: { type: 'agent', id, name: 'Told' },
      after: { environmentId: environment.id, name: 'Told' },
    },
  ]);
  expect(items[0]?.before?.['promptSha256']).not.toBe(items[0]?.after?.['promptSha256']);
  expect(JSON.stringify(items)).not.toContain('recipe');
});

test('a Member can read agents and not write them', async () => {
  const { byPath: people, environment } = await aPlace(berth, account);
  const { id: agentId } = done(await people('createAgent', { body: { name: 'Seen' } }));
  const asMember = byPath(call, await berth.aMember(account), account.accountId, environment.id);
  expect(await asMember('getAgent', { params: { agentId } })).toMatchObject({ status: 200 });
  const refused = { status: 403, body: { code: 'admin_required' } };
  expect(await asMember('deleteAgent', { params: { agentId } })).toMatchObject(refused);
});
