import type { AuditEvent } from '../../lib/api/routes/audit.ts';
import { routes, type OperationId } from '../../lib/api/index.ts';
import type { CallerKind } from '../../lib/api/operation.ts';
import { aBerth } from '../setup/berth.ts';
import { everyItem } from '../setup/every-item.ts';
import { freshScene, prepareFor, requestsIn, rightCredential, sentAs, type Scene } from '../setup/scene.ts';
import { type Content, senderTo } from '../setup/send.ts';

const berth = await aBerth();
const send = senderTo(berth.origin);

async function eventsOf({ accountId, admin }: Scene, query: Record<string, string> = {}) {
  const content = { params: { accountId }, query };
  const { status, body } = await send(sentAs('listAuditEvents', admin.token, content));
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body as unknown as { items: AuditEvent[]; nextCursor: string | null };
}

/** The stored audit rows of all accounts. */
const stored = () => berth.items('AUDIT#');

const sendRight = (id: OperationId, scene: Scene, changed: Content = {}) =>
  send(sentAs(id, rightCredential(id, scene), { ...requestsIn(scene)[id], ...changed }));

/** Every operation that writes, except those of calls, which are too many and recorded elsewhere. */
const changes = routes.filter(({ effect, group }) => effect === 'write' && group !== 'calls');

/** The name of a change in the audit trail, the same for people and machines. */
function actionOf(id: OperationId): string {
  const known = actions[id.replace('Environment', '')] ?? actions[id];
  if (known === undefined) throw new Error(`Nothing says what ${id} is called in the audit`);
  return known;
}

const actions: Readonly<Record<string, string>> = {
  createAccount: 'account.created',
  renameAccount: 'account.updated',
  closeOwnAccount: 'account.closed',
  closeAccount: 'account.closed',
  suspendAccount: 'account.suspended',
  resumeAccount: 'account.resumed',
  setPlan: 'plan.changed',
  createEnvironment: 'environment.created',
  editEnvironment: 'environment.updated',
  deleteEnvironment: 'environment.deleted',
  restoreEnvironment: 'environment.restored',
  rotateApiKey: 'api_key.rotated',
  revokeApiKey: 'api_key.revoked',
  releaseCall: 'call.released',
  reallocateConcurrency: 'concurrency.reallocated',
  changeRole: 'user.updated',
  removeUser: 'user.removed',
  createInvitation: 'invitation.created',
  editInvitation: 'invitation.updated',
  resendInvitation: 'invitation.resent',
  revokeInvitation: 'invitation.revoked',
  acceptInvitation: 'invitation.accepted',
  createAgent: 'agent.created',
  editAgent: 'agent.updated',
  deleteAgent: 'agent.deleted',
  createNumber: 'number.created',
  editNumber: 'number.updated',
  deleteNumber: 'number.deleted',
  createCampaign: 'campaign.created',
  editCampaign: 'campaign.updated',
  deleteCampaign: 'campaign.deleted',
  replaceContacts: 'campaign.contacts_replaced',
  editSettings: 'settings.updated',
  createWebhook: 'webhook.created',
  editWebhook: 'webhook.updated',
  deleteWebhook: 'webhook.deleted',
  rotateWebhookSecret: 'webhook.secret_rotated',
  resendDelivery: 'webhook.delivery_resent',
  resendDeliveries: 'webhook.deliveries_resent',
  createServiceAccount: 'service_account.created',
  editServiceAccount: 'service_account.updated',
  deleteServiceAccount: 'service_account.deleted',
  rotateServiceAccountSecret: 'service_account.secret_rotated',
};

// JSON has no sets.
const setsAsLists = (_: string, value: unknown) =>
  value instanceof Set ? [...(value as Set<unknown>)] : value;

/** The actor that the event must name. */
function actorOf(id: OperationId, caller: CallerKind, { admin, operator, invited, environment }: Scene) {
  if (caller === 'machine') return { type: 'apiKey', id: environment.keyId };
  if (caller === 'operator') return { type: 'operator', id: operator.userId };
  const { userId, email } = id === 'acceptInvitation' ? invited : admin;
  return { type: 'user', id: userId, email };
}

test.each(changes.map(({ id, caller }) => [id, caller] as const))(
  '%s leaves exactly one event, which says who did what in which request',
  async (id, caller) => {
    const scene = await freshScene(berth);
    await prepareFor(id, scene, berth);
    const before = (await stored()).length;
    const { status, headers, body } = await sendRight(id, scene);
    expect(status).toBeLessThan(300);

    const after = await stored();
    const told = after.filter(({ requestId }) => requestId === headers['x-request-id']);
    // Environments that follow their account are changed by the system.
    const [event, ...others] = told.filter(({ actor }) => (actor as { type: string }).type !== 'system');
    expect(others).toEqual([]);
    expect(after).toHaveLength(before + told.length);
    expect(event).toMatchObject({
      pk: `AUDIT#${id === 'createAccount' ? String(body['id']) : scene.accountId}`,
      action: actionOf(id),
      target: { id: expect.any(String) },
    });
    expect(event?.['actor']).toEqual(actorOf(id, caller, scene));
    if (caller !== 'operator') return;
    // An operator of the service appears to accounts only as an id, in their trail and everywhere else.
    expect(JSON.stringify(await berth.items(), setsAsLists)).not.toContain(scene.operator.email);
  },
);

/** Each editable thing, with the operation that reads it. */
const edits = changes.flatMap(({ id, method, path }) => {
  const read = routes.find((row) => row.method === 'GET' && row.path === path && row.answer !== undefined);
  return method === 'PATCH' && read !== undefined ? [[id, read.id] as const] : [];
});

test.each(edits)(
  '%s: `before` is what was read before the change, and `after` what is read after it',
  async (id, read) => {
    const scene = await freshScene(berth);
    const { params = {} } = requestsIn(scene)[id];
    const stands = async () => (await send(sentAs(read, rightCredential(id, scene), { params }))).body;
    const [old, { headers }, now] = [await stands(), await sendRight(id, scene), await stands()];
    const [event] = (await stored()).filter(({ requestId }) => requestId === headers['x-request-id']);
    const { before, after } = event as unknown as Record<'before' | 'after', Record<string, unknown>>;
    const shared = (facts: Record<string, unknown>, told: Record<string, unknown>) =>
      Object.fromEntries(Object.keys(facts).flatMap((name) => (name in told ? [[name, told[name]]] : [])));
    expect(before).not.toEqual(after);
    expect(before).toMatchObject(shared(before, old));
    expect(after).toMatchObject(shared(after, now));
    expect(shared(before, old)).not.toEqual(shared(after, now));
  },
);

test('reads, and calls that start and end, leave no event', async () => {
  const scene = await freshScene(berth);
  const before = await stored();
  for (const { id } of routes.filter((row) => !changes.some((change) => change.id === row.id))) {
    const { status } = await sendRight(id, scene);
    expect({ id, done: status < 300 }).toEqual({ id, done: true });
  }
  expect(await stored()).toEqual(before);
});

test('a refusal, a replay, a dry run and a change that changes nothing leave no event', async () => {
  const scene = await freshScene(berth);
  const { accountId, admin, member, environment, sibling } = scene;
  const under = { headers: { 'idempotency-key': 'once' } };
  const create = { body: { name: 'once', maxConcurrentCalls: 1 } };
  const creation = sentAs('createEnvironment', admin.token, { params: { accountId }, ...create });
  await send({ ...creation, ...under });
  const before = await stored();

  const statuses = [
    await send({ ...creation, ...under }),
    await send(creation),
    await send(sentAs('renameAccount', member.token, requestsIn(scene)['renameAccount'])),
    await sendRight('setPlan', scene, { body: { name: 'Tiny', maxConcurrentCalls: 1 } }),
    await sendRight('deleteEnvironment', scene, { params: { accountId, environmentId: environment.id } }),
    await sendRight('renameAccount', scene, { body: { name: 'Acme' } }),
    await sendRight('editEnvironment', scene, { body: { maxConcurrentCalls: 5 } }),
    await sendRight('changeRole', scene, { body: { role: 'member' } }),
    await sendRight('changeRole', scene, {
      params: { accountId, userId: admin.userId },
      body: { role: 'member' },
    }),
    await sendRight('reallocateConcurrency', scene, {
      body: { changes: [{ environmentId: sibling.id, maxConcurrentCalls: 2 }], dryRun: true },
    }),
  ].map(({ status }) => status);
  expect(statuses).toEqual([201, 409, 403, 409, 409, 200, 200, 200, 409, 200]);
  expect(await stored()).toEqual(before);
});

describe('the list', () => {
  test('shows everything that happened to the account, newest first, to Members as well', async () => {
    const account = await berth.anAccount();
    const { accountId, admin, defaultId } = account;
    const params = { accountId };
    const member = await berth.aMember(account);
    const names = ['first', 'second', 'third'];
    for (const name of names) {
      // Events of one millisecond have no order.
      berth.context.clock.advance(1);
      const edit = { params: { accountId, environmentId: defaultId }, body: { name } };
      expect((await send(sentAs('editEnvironment', admin.token, edit))).status).toBe(200);
    }
    const listed = ({ token }: { token: string }) => send(sentAs('listAuditEvents', token, { params }));
    const { items } = (await listed(admin)).body as unknown as { items: AuditEvent[] };
    expect(items.map(({ action, target }) => [action, target.name])).toEqual([
      ...names.toReversed().map((name) => ['environment.updated', name]),
      ['account.created', 'Acme'],
    ]);
    expect((await listed(member)).body).toEqual({ items, nextCursor: null });
  });

  test('shows the values before and after an edit', async () => {
    const scene = await freshScene(berth);
    await sendRight('editEnvironment', scene);
    const [event] = (await eventsOf(scene)).items;
    expect(event).toMatchObject({
      action: 'environment.updated',
      target: { type: 'environment', id: scene.environment.id, name: 'edited' },
      before: { name: 'production', maxConcurrentCalls: 5, hidden: false, paused: false, critical: false },
      after: { name: 'edited', maxConcurrentCalls: 6, hidden: true },
    });
  });

  test('can be filtered by target, actor and action, alone and together', async () => {
    const scene = await freshScene(berth);
    const { admin, operator, environment, sibling } = scene;
    await sendRight('setPlan', scene);
    await sendRight('editEnvironment', scene);
    const actionsOf = async (query: Record<string, string>) =>
      (await eventsOf(scene, query)).items.map(({ action }) => action);
    expect(await actionsOf({ targetId: environment.id })).toEqual([
      'environment.updated',
      'environment.created',
    ]);
    expect(await actionsOf({ actorId: operator.userId })).toEqual(['plan.changed']);
    expect(await actionsOf({ action: 'environment.created' })).toHaveLength(3);
    expect(await actionsOf({ action: 'environment.created', targetId: sibling.id })).toHaveLength(1);
    expect(await actionsOf({ actorId: admin.userId, action: 'plan.changed' })).toEqual([]);
    expect(await actionsOf({ action: 'environment' })).toEqual([]);
  });

  test.each([{}, { action: 'environment.created' }])(
    'comes in pages that leave nothing out, filtered by %j',
    async (filter) => {
      const scene = await freshScene(berth);
      const { items: all } = await eventsOf(scene, filter);
      const paged = await everyItem(2, ({ limit, ...rest }) =>
        eventsOf(scene, { ...filter, limit: String(limit), ...rest }),
      );
      expect(paged).toEqual(all);
    },
  );
});

test('the audit trail, the stored answers and the log contain no secret, only values that cannot be turned back into one', async () => {
  const scene = await freshScene(berth);
  const { accountId, environment, sibling, admin, invitation } = scene;
  const secrets = [environment.key, sibling.key, admin.token, invitation.token];
  const sendKeyed = async (id: OperationId, key: string) => {
    const { body } = await send({
      ...sentAs(id, admin.token, requestsIn(scene)[id]),
      headers: { 'idempotency-key': key },
    });
    const { secret } = (body['apiKey'] ?? body) as { secret: string };
    secrets.push(secret);
  };
  await sendKeyed('createEnvironment', 'key-1');
  await sendKeyed('rotateApiKey', 'key-2');
  await sendKeyed('restoreEnvironment', 'key-3');
  await sendRight('lookUpInvitation', scene);
  await sendRight('acceptInvitation', scene);
  await sendRight('startCall', scene, { body: {} });
  expect(secrets.filter((secret) => secret.length > 40)).toHaveLength(7);

  const kept = JSON.stringify([await berth.items(), berth.logged]);
  expect(kept).toContain(accountId);
  for (const secret of secrets) {
    expect(kept).not.toContain(secret);
    expect(kept).not.toContain(secret.slice(-20));
  }
});
