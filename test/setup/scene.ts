import { randomUUID } from 'node:crypto';
import type { AccountId, EnvironmentId } from '../../lib/api/schemas/ids.ts';
import { operations, type OperationId } from '../../lib/api/index.ts';
import type { Operation } from '../../lib/api/operation.ts';
import type { Item } from '../../lib/table/table.ts';
import { tokenOf } from './invitation-token.ts';
import { resourceRequests, someResources, type SomeResources } from './resources.ts';
import { aServiceAccount } from './service-accounts.ts';
import { aDelivery, failDelivery } from './webhooks.ts';
import { done, type Person, type TestAccount, type TestBerth } from './berth.ts';
import { restore } from '../reliability/table-copy.ts';
import { filledPath, type Content, type Sent } from './send.ts';

/** An account with one of everything that an operation can be about. */
export interface Scene extends SomeResources {
  readonly accountId: AccountId;
  readonly account: TestAccount;
  readonly admin: Person;
  readonly member: Person;
  /** Another Member, whom a test may change and remove. */
  readonly colleague: Person;
  /** With a live call, `call-1`, for an hour. */
  readonly environment: { readonly id: EnvironmentId; readonly keyId: string; readonly key: string };
  /** Without calls. */
  readonly sibling: { readonly id: string; readonly keyId: string; readonly key: string };
  /** Deleted, and restorable. */
  readonly deletedId: string;
  readonly invitation: { readonly id: string; readonly token: string };
  /** The person with the address of the invitation. */
  readonly invited: Person;
  readonly operator: Person;
  /** Service accounts, with their secrets. */
  readonly serviceAdmin: { readonly id: string; readonly secret: string };
  readonly serviceMember: { readonly id: string; readonly secret: string };
  readonly webhookId: string;
  /** One that waits for another attempt. */
  readonly deliveryId: string;
}

export const CALL = 'call-1';

export async function aScene(berth: TestBerth): Promise<Scene> {
  const { call, context } = berth;
  const [account, operator, invited] = await Promise.all([
    berth.anAccount(),
    berth.aPerson({ groups: ['operators'] }),
    berth.aPerson(),
  ]);
  const { accountId, admin } = account;
  const anEnvironment = (name: string, maxConcurrentCalls: number) =>
    berth.anEnvironment(account, { name, maxConcurrentCalls });
  const [environment, sibling, deleted, member, colleague] = await Promise.all([
    anEnvironment('production', 5),
    anEnvironment('staging', 5),
    anEnvironment('former', 1),
    berth.aMember(account),
    berth.aMember(account),
  ]);
  const as = admin.token;
  const [invitation, resources] = await Promise.all([
    call('createInvitation', {
      as,
      params: { accountId },
      body: { email: invited.email, role: 'member' },
    }).then(done),
    someResources(berth, environment.key),
    call('startCall', { as: environment.key, body: { id: CALL, leaseSeconds: 3600 } }).then(done),
    call('deleteEnvironment', { as, params: { accountId, environmentId: deleted.id } }).then(done),
  ]);
  const serviceAdmin = await aServiceAccount(berth, account, { role: 'admin' });
  const serviceMember = await aServiceAccount(berth, account, { role: 'member' });
  const delivery = await aDelivery(berth, account, environment.id);
  return {
    accountId,
    account,
    admin,
    member,
    colleague,
    environment,
    sibling,
    deletedId: deleted.id,
    invitation: { id: invitation.id, token: tokenOf(context, accountId, invitation.id) },
    invited,
    operator,
    serviceAdmin,
    serviceMember,
    ...delivery,
    ...resources,
  };
}

const firsts = new WeakMap<TestBerth, { readonly scene: Scene; readonly items: readonly Item[] }>();

/**
 * An unused scene. It is created once, and later the whole table is restored to what it held then, which takes a few
 * requests instead of a hundred. Everything else in the table is removed.
 */
export async function freshScene(berth: TestBerth): Promise<Scene> {
  const first = firsts.get(berth);
  if (first !== undefined) {
    await restore(berth.context.table, first.items);
    return first.scene;
  }
  const scene = await aScene(berth);
  firsts.set(berth, { scene, items: await berth.items() });
  return scene;
}

/** A request of every operation that succeeds in a new scene when it has the right sender. */
export function requestsIn(scene: Scene): { readonly [Id in OperationId]: Content } {
  const { accountId, environment, sibling, deletedId, colleague, invitation } = scene;
  const inAccount = { params: { accountId } };
  const inEnvironment = { params: { accountId, environmentId: environment.id } };
  const ofUser = { params: { accountId, userId: colleague.userId } };
  const ofInvitation = { params: { accountId, invitationId: invitation.id } };
  const ofWebhook = { params: { ...inEnvironment.params, webhookId: scene.webhookId } };
  const ofServiceAccount = { params: { accountId, serviceAccountId: scene.serviceMember.id } };
  const ofCall = { params: { callId: CALL } };
  return {
    getMe: {},
    listMemberships: {},
    createAccount: { body: { name: 'Another' } },
    getAccount: inAccount,
    renameAccount: { ...inAccount, body: { name: 'Renamed' } },
    closeOwnAccount: { ...inAccount, body: {} },

    listEnvironments: inAccount,
    createEnvironment: { ...inAccount, body: { name: 'new', maxConcurrentCalls: 1 } },
    getEnvironment: inEnvironment,
    editEnvironment: { ...inEnvironment, body: { name: 'edited', maxConcurrentCalls: 6, hidden: true } },
    deleteEnvironment: { params: { accountId, environmentId: sibling.id } },
    restoreEnvironment: { params: { accountId, environmentId: deletedId }, body: {} },
    listEnvironmentCalls: inEnvironment,
    getEnvironmentCall: { params: { ...inEnvironment.params, callId: CALL } },
    releaseCall: { params: { ...inEnvironment.params, callId: CALL } },
    listApiKeys: inEnvironment,
    rotateApiKey: { ...inEnvironment, body: { graceSeconds: 60 } },
    revokeApiKey: { params: { ...inEnvironment.params, keyId: environment.keyId } },
    getConcurrency: inAccount,
    reallocateConcurrency: {
      ...inAccount,
      body: {
        changes: [
          { environmentId: environment.id, maxConcurrentCalls: 4 },
          { environmentId: sibling.id, maxConcurrentCalls: 6 },
        ],
      },
    },

    listUsers: inAccount,
    getUser: ofUser,
    changeRole: { ...ofUser, body: { role: 'admin' } },
    removeUser: ofUser,
    getExposure: ofUser,
    listInvitations: inAccount,
    createInvitation: { ...inAccount, body: { email: `${randomUUID()}@example.com`, role: 'member' } },
    editInvitation: { ...ofInvitation, body: { role: 'admin' } },
    resendInvitation: { ...ofInvitation, body: {} },
    revokeInvitation: ofInvitation,
    lookUpInvitation: { body: { token: invitation.token } },
    acceptInvitation: { body: { token: invitation.token } },

    listServiceAccounts: inAccount,
    createServiceAccount: { ...inAccount, body: { name: 'Pipeline', role: 'admin' } },
    getServiceAccount: ofServiceAccount,
    editServiceAccount: { ...ofServiceAccount, body: { role: 'admin' } },
    deleteServiceAccount: ofServiceAccount,
    rotateServiceAccountSecret: { ...ofServiceAccount, body: { graceSeconds: 60 } },

    getOwnEnvironment: {},
    startCall: { body: { id: 'call-2', leaseSeconds: 60 } },
    listCalls: {},
    getCall: ofCall,
    heartbeatCalls: { body: { ids: [CALL] } },
    getOwnConcurrency: {},
    heartbeatCall: { ...ofCall, body: { leaseSeconds: 60 } },
    endCall: ofCall,

    getUsage: {},
    getEnvironmentUsage: inEnvironment,
    getAccountUsage: inAccount,
    exportUsage: {},
    exportEnvironmentUsage: inEnvironment,
    exportAccountUsage: inAccount,
    exportAuditEvents: inAccount,
    exportCalls: {},
    exportEnvironmentCalls: inEnvironment,

    ...resourceRequests(scene, inEnvironment.params),

    listWebhooks: inEnvironment,
    createWebhook: {
      ...inEnvironment,
      body: { url: 'https://example.com/berth', events: ['call.ended'] },
    },
    getWebhook: ofWebhook,
    editWebhook: { ...ofWebhook, body: { description: 'Edited' } },
    deleteWebhook: ofWebhook,
    rotateWebhookSecret: { ...ofWebhook, body: { graceSeconds: 60 } },
    testWebhook: ofWebhook,
    listDeliveries: ofWebhook,
    resendDeliveries: { ...ofWebhook, body: {} },
    resendDelivery: { params: { ...ofWebhook.params, deliveryId: scene.deliveryId } },

    listAuditEvents: inAccount,

    findAccounts: {},
    inspectAccount: inAccount,
    listContestedNumbers: inAccount,
    suspendAccount: { ...inAccount, body: { reason: 'Unpaid' } },
    resumeAccount: { ...inAccount, body: {} },
    closeAccount: { ...inAccount, body: { reason: 'Contract ended' } },
    exportUsageOfAll: {},
    setPlan: { ...inAccount, body: { name: 'Growth', maxConcurrentCalls: 100 } },
  };
}

/** The credential of a caller with the right. */
export function rightCredential(id: OperationId, scene: Scene): string {
  const { caller }: Operation = operations[id];
  if (id === 'acceptInvitation') return scene.invited.token;
  if (caller === 'machine') return scene.environment.key;
  return caller === 'operator' ? scene.operator.token : scene.admin.token;
}

/** The request as it is sent. */
export function sentAs(id: OperationId, as: string | undefined, content: Content): Sent & { path: string } {
  const { method, path }: Operation = operations[id];
  const { params = {}, query = {}, body, type } = content;
  const filled = filledPath(path, params);
  const search = new URLSearchParams(query).toString();
  return { method, path: search === '' ? filled : `${filled}?${search}`, as, body, type };
}

/** The time that must pass before an operation can succeed in a new scene, in seconds. */
const waitsFor: { readonly [Id in OperationId]?: number } = {
  // One mail a minute to an address.
  resendInvitation: 61,
};

/** Prepares a new scene so that an operation has something to do. */
export async function prepareFor(id: OperationId, scene: Scene, { call, context }: TestBerth): Promise<void> {
  context.clock.advance(waitsFor[id] ?? 0);
  if (id === 'resumeAccount') {
    const params = { accountId: scene.accountId };
    done(await call('suspendAccount', { as: scene.operator.token, params, body: { reason: 'Unpaid' } }));
  }
  if (id === 'resendDeliveries') await failDelivery(scene, context);
}
