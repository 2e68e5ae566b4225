import { actor } from '../direct-client.ts';
import { randomUUID } from 'node:crypto';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { reconcileInProcess } from '../../../local/reconcile-in-process.ts';
import { sweepDue } from '../../setup/sweep.ts';
import type { AccountId, CallId, CampaignId, EnvironmentId } from '../../../lib/api/schemas/ids.ts';
import { newLease } from '../../../lib/gate/lease.ts';
import { keys } from '../../../lib/table/keys.ts';
import { read } from '../../../lib/table/table.ts';
import { done, type TestAccount, type TestBerth } from '../../setup/berth.ts';
import { aTelephoneNumber } from '../../setup/resources.ts';
import { told, type Stage, type Step } from '../race.ts';

/** An environment to race for, with the key that opens it. */
export interface Place {
  readonly account: TestAccount;
  readonly id: string;
  readonly key: string;
  readonly keyId: string;
}

/** An environment with this limit, in an account whose plan leaves so many calls besides it. */
export async function aPlace(
  { berth }: { berth: TestBerth },
  { limit, spare = 0, name = 'production' }: { limit: number; spare?: number; name?: string },
): Promise<Place> {
  const account = await berth.anAccount({ plan: 20 + limit + spare });
  return { account, ...(await berth.anEnvironment(account, { name, maxConcurrentCalls: limit })) };
}

/** What calls that are put into a gate are like. */
interface Running {
  readonly gate?: number;
  readonly leaseSeconds?: number;
  readonly direction?: 'inbound' | 'outbound';
  readonly campaignId?: string | undefined;
}

/** Puts a running call into a gate that has no caps yet, as the start of a named call does it. */
export async function running(
  stage: Stage,
  environment: string,
  name: string,
  { row = false, ...call }: Running & { readonly row?: boolean } = {},
): Promise<void> {
  await runningAll(stage, environment, [name], call);
  const { table } = stage.context;
  const { gate = 0 } = call;
  if (row || gate > 0) {
    await table.documents.send(
      new UpdateCommand({
        TableName: table.name,
        Key: keys.namedCall(environment as EnvironmentId, name as CallId),
        UpdateExpression: 'SET g = :gate, u = :name',
        ExpressionAttributeValues: { ':gate': gate, ':name': `row of ${name}` },
      }),
    );
  }
}

/** Puts running calls into a gate that has no caps yet, without rows. */
export async function runningAll(
  { context: { table, clock } }: Stage,
  environment: string,
  names: readonly string[],
  { gate = 0, leaseSeconds = 3600, direction = 'outbound', campaignId }: Running = {},
): Promise<void> {
  const references = campaignId === undefined ? {} : { campaignId: campaignId as CampaignId };
  const lease = (name: string) =>
    newLease(name as CallId, { direction, references }, leaseSeconds, clock.now());
  await table.documents.send(
    new UpdateCommand({
      TableName: table.name,
      Key: keys.gate(environment as EnvironmentId, gate),
      UpdateExpression: `SET ${names.map((_, n) => `l.#n${n} = :n${n}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(names.map((name, n) => [`#n${n}`, name])),
      ExpressionAttributeValues: Object.fromEntries(names.map((name, n) => [`:n${n}`, lease(name)])),
    }),
  );
}

/** A campaign of an environment. @returns its id */
export async function aCampaign(
  { call }: Stage,
  { key: as }: Place,
  { status = 'running', maxConcurrentCalls = null }: Partial<CampaignChange> = {},
): Promise<string> {
  const agentId = done(await call('createAgent', { as, body: { name: `Caller ${randomUUID()}` } })).id;
  const numberId = done(await call('createNumber', { as, body: { e164: aTelephoneNumber() } })).id;
  const body = { name: 'Spring', agentId, numberId, maxConcurrentCalls };
  const campaignId = done(await call('createCampaign', { as, body })).id;
  if (status !== 'draft') done(await call('editCampaign', { as, params: { campaignId }, body: { status } }));
  return campaignId;
}

/** Ids of so many calls as the gate makes them. */
export const madeIn = (gate: number, count: number, direction: 'inbound' | 'outbound'): string[] =>
  Array.from(
    { length: count },
    (_, n) => `${direction.charAt(0)}.${gate}000000${String(n).padStart(3, '0')}`,
  );

const inAccount = ({ accountId, admin }: TestAccount, as = admin.token) => ({ as, params: { accountId } });
const inEnvironment = ({ account, id }: Place) => ({
  as: account.admin.token,
  params: { accountId: account.accountId, environmentId: id },
});

interface EnvironmentChange {
  readonly name?: string;
  readonly maxConcurrentCalls?: number;
  readonly reservedInboundCalls?: number;
  readonly hidden?: boolean;
  readonly paused?: boolean;
}

interface CampaignChange {
  readonly status: 'draft' | 'running' | 'paused' | 'completed';
  readonly maxConcurrentCalls: number | null;
}

interface Started {
  readonly id?: string;
  readonly leaseSeconds?: number;
  readonly direction?: 'inbound' | 'outbound';
  readonly campaignId?: string;
}

/** The requests that races are made of. */
export const start =
  ({ key }: Pick<Place, 'key'>, body: Started = {}): Step =>
  ({ call }) =>
    told(call('startCall', { as: key, body }));

export const end =
  ({ key }: Pick<Place, 'key'>, callId: string): Step =>
  ({ call }) =>
    told(call('endCall', { as: key, params: { callId } }));

export const heartbeat =
  ({ key }: Pick<Place, 'key'>, callId: string, leaseSeconds = 3600): Step =>
  ({ call }) =>
    told(call('heartbeatCall', { as: key, params: { callId }, body: { leaseSeconds } }));

/** Keeps many calls alive. Told is which of them go on. */
export const heartbeats =
  ({ key }: Pick<Place, 'key'>, ids: readonly string[], leaseSeconds?: number): Step =>
  async ({ call }) => {
    const body = { ids: [...ids], ...(leaseSeconds !== undefined && { leaseSeconds }) };
    const answer = await call('heartbeatCalls', { as: key, body });
    return answer.status === 200
      ? answer.body.items.map(({ id, status }) => `${id} ${status}`).join()
      : told(Promise.resolve(answer));
  };

/** When the lease of a call ends, from now, in seconds. */
export const leaseOf =
  ({ key }: Pick<Place, 'key'>, callId: string): Step =>
  async ({ call, context }) => {
    const { status, body } = await call('getCall', { as: key, params: { callId } });
    return status === 200 && 'leaseExpiresAt' in body
      ? `${Math.round((Date.parse(body.leaseExpiresAt) - context.clock.now()) / 1000)} s left`
      : 'over';
  };

/** An Admin ends a call. */
export const release =
  (place: Place, callId: string): Step =>
  ({ call }) => {
    const { as, params } = inEnvironment(place);
    return told(call('releaseCall', { as, params: { ...params, callId } }));
  };

export const edit =
  (place: Place, body: EnvironmentChange): Step =>
  ({ call }) =>
    told(call('editEnvironment', { ...inEnvironment(place), body }));

export const editCampaign =
  ({ key: as }: Place, campaignId: string, body: Partial<CampaignChange>): Step =>
  ({ call }) =>
    told(call('editCampaign', { as, params: { campaignId }, body }));

export const removeCampaign =
  ({ key: as }: Place, campaignId: string): Step =>
  ({ call }) =>
    told(call('deleteCampaign', { as, params: { campaignId } }));

/** Gives up the way back to an environment that was deleted. */
export const removeForGood =
  (place: Place): Step =>
  ({ call }) =>
    told(call('deleteEnvironment', { ...inEnvironment(place), query: { permanently: 'true' } }));

export const remove =
  (place: Place, drain: boolean): Step =>
  ({ call }) =>
    told(call('deleteEnvironment', { ...inEnvironment(place), query: { drain } }));

export const bringBack =
  (place: Place): Step =>
  ({ call }) =>
    told(call('restoreEnvironment', { ...inEnvironment(place), body: {} }));

export const create =
  (
    account: TestAccount,
    maxConcurrentCalls: number,
    name: string,
    headers: Record<string, string> = {},
    as?: string,
  ): Step =>
  ({ call }) =>
    told(
      call('createEnvironment', { ...inAccount(account, as), body: { name, maxConcurrentCalls }, headers }),
    );

export const createAccount =
  (as: string, name: string): Step =>
  ({ call }) =>
    told(call('createAccount', { as, body: { name } }));

export const createAgent =
  ({ key: as }: Pick<Place, 'key'>, name: string): Step =>
  ({ call }) =>
    told(call('createAgent', { as, body: { name } }));

export const removeAgent =
  ({ key: as }: Pick<Place, 'key'>, agentId: string): Step =>
  ({ call }) =>
    told(call('deleteAgent', { as, params: { agentId } }));

/** What a look at the account shows: whether a change came before or after it. */
export const countEnvironments =
  ({ accountId, admin }: TestAccount): Step =>
  async ({ call }) => {
    const { body } = await call('getAccount', { as: admin.token, params: { accountId } });
    return `${body.environmentCount} environments`;
  };

export const countCalls =
  ({ accountId, admin }: TestAccount): Step =>
  async ({ call }) => {
    const { body } = await call('getConcurrency', { as: admin.token, params: { accountId } });
    return `${body.activeCalls} calls`;
  };

export const reallocate =
  (account: TestAccount, limits: Readonly<Record<string, number>>): Step =>
  ({ call }) => {
    const changes = Object.entries(limits).map(([environmentId, maxConcurrentCalls]) => ({
      environmentId,
      maxConcurrentCalls,
    }));
    return told(call('reallocateConcurrency', { ...inAccount(account), body: { changes } }));
  };

export const rotate =
  (place: Place, body: { graceSeconds?: number; supersede?: boolean }): Step =>
  ({ call }) =>
    told(call('rotateApiKey', { ...inEnvironment(place), body }));

export const revoke =
  (place: Place): Step =>
  ({ call }) => {
    const { as, params } = inEnvironment(place);
    return told(call('revokeApiKey', { as, params: { ...params, keyId: place.keyId } }));
  };

export const setRole =
  ({ accountId }: TestAccount, as: string, userId: string, role: 'admin' | 'member'): Step =>
  ({ call }) =>
    told(call('changeRole', { as, params: { accountId, userId }, body: { role } }));

export const removeUser =
  ({ accountId }: TestAccount, as: string, userId: string): Step =>
  ({ call }) =>
    told(call('removeUser', { as, params: { accountId, userId } }));

/** What a round of the sweeper does with what is due. Which that is, it finds out in requests that meet nobody. */
export const sweep: Step = async ({ context }) => {
  const due = await actor.run('', () => sweepDue(context));
  for (const look of due) await look();
  return 'swept';
};

/** The reconciler's round: in a table that is sound it finds nothing, whatever happens meanwhile. */
export const reconcile: Step = async ({ context }) => {
  const { findings, failed } = await reconcileInProcess(context, { dryRun: false, thorough: false });
  return `${findings.length} drifts, ${failed} failures`;
};

/** Time passes: at any point, so it has a point of its own, a read of nothing. */
export const wait =
  (seconds: number): Step =>
  async ({ context }) => {
    await read(context.table, keys.account('acc_none' as AccountId));
    context.clock.advance(seconds);
    return `${seconds} s later`;
  };
