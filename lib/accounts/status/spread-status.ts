import pMap from 'p-map';
import type { AccountId, EnvironmentId } from '../../api/schemas/ids.ts';
import { Problem } from '../../api/problem.ts';
import { commit } from '../../change/commit.ts';
import { instant } from '../../clock.ts';
import type { Context } from '../../context.ts';
import { deletion, draining } from '../../environments/deletion/delete-environment.ts';
import {
  readEnvironments,
  readDeletedEnvironments,
  findEnvironment,
  findDeletedEnvironment,
  type DeletedEnvironmentItem,
  type EnvironmentItem,
  type Restorable,
} from '../../environments/environment.ts';
import { reopening } from '../../environments/deletion/reopen-environment.ts';
import { restoration } from '../../environments/deletion/restore-environment.ts';
import { suspension } from '../../environments/suspend-environment.ts';
import { leasesHeld, readGates } from '../../gate/gate.ts';
import { sweptGates } from '../../gate/sweep.ts';
import { isOutdated, type Cause } from '../../request.ts';
import { Deadline } from '../../table/deadline.ts';
import { retry } from '../../table/retry.ts';
import { transact } from '../../table/transact.ts';
import { readAccount, statusOf, type AccountItem } from '../account.ts';
import { allocationExceeded } from '../counts.ts';

/** How many environments follow at the same time. */
const AT_ONCE = 8;

/**
 * How long to retry an environment whose gates are busy: calls that start and end in them must not keep an account from
 * being suspended.
 */
const PATIENCE_MS = 10_000;

/**
 * Makes all environments of an account follow its status: in a suspended account no call starts, the environments of a
 * closed one are deleted with their last calls, and in an active one both are undone. Each change is conditional on the
 * status that it follows, so two of these may run at the same time.
 */
export async function spreadStatus(
  id: AccountId,
  { requestId }: Pick<Cause, 'requestId'>,
  context: Context,
): Promise<void> {
  const { table } = context;
  const environments = [...(await readEnvironments(table, id)), ...(await closedWith(id, context))];
  const cause: Cause = { caller: { kind: 'system', name: 'account' }, requestId };
  const failures = await pMap(
    new Set(environments.map((environment) => environment.id)),
    async (environmentId): Promise<unknown> => {
      const deadline = new Deadline(table.deadline?.signal, PATIENCE_MS);
      const patient = { ...context, table: { ...table, deadline } };
      return retry(() => follow(id, environmentId, cause, patient), isOutdated, deadline).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
    },
    { concurrency: AT_ONCE },
  );
  // One that fails does not keep the others from following, and nothing is still being written when this ends.
  const failure = failures.find((thrown) => thrown !== undefined);
  if (failure !== undefined) throw failure;
}

/**
 * Calls that end in the meantime move environments from one list to the other, so one that is seen in both counts once.
 * @throws concurrency_allocation_exceeded when the plan has no room for all that the account had when it was closed
 */
export async function assertFitsAgain(account: AccountItem, context: Context): Promise<void> {
  const standing = await readEnvironments(context.table, account.id);
  const each = new Map(
    [...standing, ...(await closedWith(account.id, context))].map((environment) => [
      environment.id,
      environment.closedWithAccount
        ? Math.max(environment.maxConcurrentCalls, environment.allocatedCalls)
        : environment.allocatedCalls,
    ]),
  );
  const calls = [...each.values()].reduce((sum, held) => sum + held, 0);
  if (calls > account.planCalls) throw allocationExceeded(account, calls);
}

async function closedWith(id: AccountId, { table }: Context): Promise<DeletedEnvironmentItem[]> {
  const deleted = await readDeletedEnvironments(table, id);
  return deleted.filter(({ closedWithAccount }) => closedWithAccount);
}

/** @throws Outdated when the account or the environment has changed in the meantime */
async function follow(
  accountId: AccountId,
  id: EnvironmentId,
  cause: Cause,
  context: Context,
): Promise<void> {
  const { table } = context;
  const account = await readAccount(table, accountId);
  const environment = await findEnvironment(table, accountId, id);
  const status = statusOf(account);
  if (status === 'closed') {
    if (environment?.status === 'active') await close(environment, cause, context);
    return;
  }
  if (status === 'active' && (environment === undefined || environment.closedWithAccount)) {
    await bringBack(accountId, id, environment, cause, context);
    return;
  }
  const suspended = status === 'suspended';
  if (environment?.status !== 'active' || (environment.suspended ?? false) === suspended) return;
  await transact(table, suspension(environment, await readGates(table, id), account));
}

async function close(environment: EnvironmentItem, cause: Cause, context: Context): Promise<void> {
  const gates = await sweptGates(environment.id, context);
  const end = leasesHeld(gates) === 0 ? deletion : draining;
  await commit(cause, context, end(environment, gates, context.clock, { withAccount: true }));
}

/** A problem of one environment, such as a name that is now taken, does not keep the others from coming back. */
async function bringBack(
  accountId: AccountId,
  id: EnvironmentId,
  environment: EnvironmentItem | undefined,
  cause: Cause,
  context: Context,
): Promise<void> {
  const { table } = context;
  try {
    if (environment !== undefined) {
      await commit(cause, context, await reopening(environment, context));
      return;
    }
    const deleted = await findDeletedEnvironment(table, accountId, id);
    if (!deleted?.closedWithAccount || deleted.restorableUntil === undefined) return;
    const { restored: _, ...change } = restoration(
      deleted as Restorable,
      deleted.apiKeys,
      instant(context.clock.now()),
      { withAccount: true },
    );
    await commit(cause, context, { ...change, answer: { body: undefined } });
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown;
    context.log({
      level: 'error',
      message: 'environment not resumed',
      environmentId: id,
      problem: thrown.code,
    });
  }
}
