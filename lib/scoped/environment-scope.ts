import {
  idForPeople,
  type EnvironmentOperations,
  type ForBoth,
  type ForMachines,
} from '../api/routes/resources/environment-operations.ts';
import type { AccountId, EnvironmentId } from '../api/schemas/ids.ts';
import { Problem } from '../api/problem.ts';
import type { Operation, Operations } from '../api/operation.ts';
import type { Machine, Member, ServiceAccount } from '../auth/caller.ts';
import type { Reply, Request, UseCase } from '../request.ts';
import type { GateItem } from '../gate/gate.ts';
import { noteUse, opens } from '../gate/api-key.ts';
import { keys } from '../table/keys.ts';
import { read } from '../table/table.ts';
import type { Context } from '../context.ts';
import { assertNotDraining, readEnvironment } from '../environments/environment.ts';

/** The environment of a request: a machine's own, or the one in the path. */
export interface EnvironmentScope {
  readonly accountId: AccountId;
  readonly environmentId: EnvironmentId;
}

/** A call as the use case sees it, on either of the two routes. */
export type ScopedRequest<O extends Operation> = Omit<Request<O>, 'caller'> & {
  readonly caller: Machine | Member | ServiceAccount;
  readonly scope: EnvironmentScope;
};

/** The use case of both rows of an operation. */
export type ScopedUseCase<O extends Operation> = (
  request: ScopedRequest<O>,
  context: Context,
) => Promise<Reply<O>>;

/** The type of a row before the compiler knows its group. */
type Row<Of> = Extract<Of, Operation>;

/** Makes each use case serve both of its rows: finds the environment of the request before it runs the use case. */
export function forMachinesAndPeople<Rows extends EnvironmentOperations>(
  rows: ForBoth<Rows>,
  useCases: { readonly [Id in keyof Rows]: ScopedUseCase<Row<ForMachines<Rows[Id]>>> },
): { readonly [Id in keyof ForBoth<Rows>]: UseCase<Row<ForBoth<Rows>[Id]>> } {
  const entries = Object.entries(useCases).flatMap(([id, useCase]) => {
    const { effect } = (rows as Operations)[id] as Operation;
    const served = async (request: UnscopedRequest, context: Context) =>
      (useCase as AnyUseCase)(await inScope(request, effect, context), context);
    return [id, idForPeople(id)].map((row) => [row, served]);
  });
  return Object.fromEntries(entries) as { [Id in keyof ForBoth<Rows>]: UseCase<Row<ForBoth<Rows>[Id]>> };
}

type UnscopedRequest = Omit<Request, 'caller' | 'params'> & {
  readonly caller: Machine | Member | ServiceAccount;
  readonly params: Partial<EnvironmentScope>;
};
type AnyUseCase = (call: object, context: Context) => Promise<Reply>;

/**
 * @throws unauthenticated for a key that is not valid; not_found for an environment that is deleted or another
 *   account's; environment_draining for a write to a draining one.
 */
async function inScope(request: UnscopedRequest, effect: Operation['effect'], context: Context) {
  const { caller, params } = request;
  const scope = caller.kind === 'machine' ? await scopeOf(caller, context) : (params as EnvironmentScope);
  // A valid key implies that the environment exists: that is enough for a read.
  if (caller.kind === 'machine' && effect === 'read') return { ...request, scope };

  const environment = await readEnvironment(context.table, scope.accountId, scope.environmentId);
  if (effect === 'read') return { ...request, scope };
  assertNotDraining(environment);
  if (environment.suspended) throw new Problem('account_suspended');
  if (caller.kind !== 'machine') return { ...request, scope };
  const keyId = environment.apiKeys.find(({ hash }) => hash === caller.keyHash)?.id;
  return { ...request, scope, caller: { ...caller, ...(keyId !== undefined && { keyId }) } };
}

async function scopeOf({ environmentId, keyHash }: Machine, context: Context): Promise<EnvironmentScope> {
  const gate = await read<GateItem>(context.table, keys.gate(environmentId));
  if (!opens(gate, keyHash, context.clock.now())) throw new Problem('unauthenticated');
  await noteUse([gate], keyHash, context);
  return { accountId: gate.a, environmentId };
}
