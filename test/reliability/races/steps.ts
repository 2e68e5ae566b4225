import { reconcileInProcess } from '../../../local/reconcile-in-process.ts';
import type { OperationId } from '../../../lib/api/index.ts';
import type { AccountId } from '../../../lib/api/schemas/ids.ts';
import { keys } from '../../../lib/table/keys.ts';
import { read } from '../../../lib/table/table.ts';
import { asAdmin, inEnvironment, type TestAccount } from '../../setup/berth.ts';
import type { RequestOf } from '../../setup/client.ts';
import { sweepDue } from '../../setup/sweep.ts';
import { actor } from '../direct-client.ts';
import { told, type Step } from '../race.ts';
import type { CampaignChange, Place } from './place.ts';

type Role = 'admin' | 'member';
type Keyed = Pick<Place, 'key'>;

/** A request of an operation. It reports the status of the answer, and the code of a problem. */
export const asks =
  <Id extends OperationId>(id: Id, request: RequestOf<Id>): Step =>
  ({ call }) =>
    told(call(id, request));

/** The sender and the path of a request to a place, by the Admin of its account. */
export const inPlace = ({ account, id }: Place) => inEnvironment(account, id);

interface EnvironmentChange {
  readonly name?: string;
  readonly maxConcurrentCalls?: number;
  readonly reservedInboundCalls?: number;
  readonly hidden?: boolean;
  readonly paused?: boolean;
}

interface Started {
  readonly id?: string;
  readonly leaseSeconds?: number;
  readonly direction?: 'inbound' | 'outbound';
  readonly campaignId?: string;
}

export const start = ({ key: as }: Keyed, body: Started = {}) => asks('startCall', { as, body });

export const end = ({ key: as }: Keyed, callId: string) => asks('endCall', { as, params: { callId } });

export const heartbeat = ({ key: as }: Keyed, callId: string, leaseSeconds = 3600) =>
  asks('heartbeatCall', { as, params: { callId }, body: { leaseSeconds } });

/** Keeps many calls alive. It reports which of them continue. */
export const heartbeats =
  ({ key: as }: Keyed, ids: readonly string[], leaseSeconds?: number): Step =>
  async ({ call }) => {
    const body = { ids: [...ids], ...(leaseSeconds !== undefined && { leaseSeconds }) };
    const answer = await call('heartbeatCalls', { as, body });
    return answer.status === 200
      ? answer.body.items.map(({ id, status }) => `${id} ${status}`).join()
      : told(Promise.resolve(answer));
  };

/** When the lease of a call ends, in seconds from now. */
export const leaseOf =
  ({ key: as }: Keyed, callId: string): Step =>
  async ({ call, context }) => {
    const { status, body } = await call('getCall', { as, params: { callId } });
    return status === 200 && 'leaseExpiresAt' in body
      ? `${Math.round((Date.parse(body.leaseExpiresAt) - context.clock.now()) / 1000)} s left`
      : 'over';
  };

/** An Admin ends a call. */
export const release = (place: Place, callId: string) => {
  const { as, params } = inPlace(place);
  return asks('releaseCall', { as, params: { ...params, callId } });
};

export const edit = (place: Place, body: EnvironmentChange) =>
  asks('editEnvironment', { ...inPlace(place), body });

export const editCampaign = ({ key: as }: Keyed, campaignId: string, body: Partial<CampaignChange>) =>
  asks('editCampaign', { as, params: { campaignId }, body });

export const removeCampaign = ({ key: as }: Keyed, campaignId: string) =>
  asks('deleteCampaign', { as, params: { campaignId } });

export const remove = (place: Place, drain: boolean) =>
  asks('deleteEnvironment', { ...inPlace(place), query: { drain } });

/** Makes the deletion of an environment permanent. */
export const removeForGood = (place: Place) =>
  asks('deleteEnvironment', { ...inPlace(place), query: { permanently: 'true' } });

export const bringBack = (place: Place) => asks('restoreEnvironment', { ...inPlace(place), body: {} });

export const create = (
  account: TestAccount,
  maxConcurrentCalls: number,
  name: string,
  headers: Record<string, string> = {},
) => asks('createEnvironment', { ...asAdmin(account), body: { name, maxConcurrentCalls }, headers });

export const createAccount = (as: string, name: string) => asks('createAccount', { as, body: { name } });

export const createAgent = ({ key: as }: Keyed, name: string) => asks('createAgent', { as, body: { name } });

export const removeAgent = ({ key: as }: Keyed, agentId: string) =>
  asks('deleteAgent', { as, params: { agentId } });

/** A count that the account shows, which tells whether a change came before or after. */
export const count =
  (account: TestAccount, what: 'environmentCount' | 'userCount'): Step =>
  async ({ call }) =>
    `${what} ${(await call('getAccount', asAdmin(account))).body[what]}`;

export const countCalls =
  (account: TestAccount): Step =>
  async ({ call }) =>
    `${(await call('getConcurrency', asAdmin(account))).body.activeCalls} calls`;

export const reallocate = (account: TestAccount, limits: Readonly<Record<string, number>>) => {
  const changes = Object.entries(limits).map(([environmentId, maxConcurrentCalls]) => ({
    environmentId,
    maxConcurrentCalls,
  }));
  return asks('reallocateConcurrency', { ...asAdmin(account), body: { changes } });
};

export const rotate = (place: Place, body: { graceSeconds?: number; supersede?: boolean }) =>
  asks('rotateApiKey', { ...inPlace(place), body });

export const revoke = (place: Place) => {
  const { account, id, keyId } = place;
  return asks('revokeApiKey', inEnvironment(account, id, { keyId }));
};

export const rename = (account: TestAccount, name: string, as: string) =>
  asks('renameAccount', { ...asAdmin(account), as, body: { name } });

export const setRole = ({ accountId }: TestAccount, as: string, userId: string, role: Role) =>
  asks('changeRole', { as, params: { accountId, userId }, body: { role } });

export const removeUser = ({ accountId }: TestAccount, as: string, userId: string) =>
  asks('removeUser', { as, params: { accountId, userId } });

/** A round of the sweeper on what is due, which it finds in requests outside of the race. */
export const sweep: Step = async ({ context }) => {
  const due = await actor.run('', () => sweepDue(context));
  for (const look of due) await look();
  return 'swept';
};

/** A round of the reconciler, which finds nothing in a sound table, whatever happens meanwhile. */
export const reconcile: Step = async ({ context }) => {
  const { findings, failed } = await reconcileInProcess(context, { dryRun: false, thorough: false });
  return `${findings.length} drifts, ${failed} failures`;
};

/** Time passes at any point, so it has a point of its own, a read of nothing. */
export const wait =
  (seconds: number): Step =>
  async ({ context }) => {
    await read(context.table, keys.account('acc_none' as AccountId));
    context.clock.advance(seconds);
    return `${seconds} s later`;
  };
