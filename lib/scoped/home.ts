import {
  idForPeople,
  type EnvironmentOperations,
  type ForBoth,
  type ForMachines,
} from '../api/routes/environment-operations.ts';
import type { AccountId, EnvironmentId } from '../api/schemas/ids.ts';
import { Problem } from '../api/problem.ts';
import type { Operation, Operations } from '../api/operation.ts';
import type { Machine, Member } from '../auth/caller.ts';
import type { Answer, Call, UseCase } from '../call.ts';
import { noteUse, opens, type GateItem } from '../gate/gate.ts';
import { keys } from '../table/keys.ts';
import { read } from '../table/table.ts';
import type { World } from '../world.ts';
import { assertNotDraining, readEnvironment } from '../environments/environment.ts';

/** The environment that a request is about: a machine's own, or the one in the path. */
export interface Home {
  readonly accountId: AccountId;
  readonly environmentId: EnvironmentId;
}

/** A call as the use case sees it, whichever of the two routes it came by. */
export type CallAtHome<O extends Operation> = Omit<Call<O>, 'caller'> & {
  readonly caller: Machine | Member;
  readonly home: Home;
};

/** What both rows of an operation do. */
export type UseCaseAtHome<O extends Operation> = (call: CallAtHome<O>, world: World) => Promise<Answer<O>>;

/** A row as the compiler can only know it once the group is known. */
type Row<Of> = Extract<Of, Operation>;

/** Makes each use case serve both of its rows: before it runs it is found out where it is at home. */
export function forMachinesAndPeople<Rows extends EnvironmentOperations>(
  rows: ForBoth<Rows>,
  useCases: { readonly [Id in keyof Rows]: UseCaseAtHome<Row<ForMachines<Rows[Id]>>> },
): { readonly [Id in keyof ForBoth<Rows>]: UseCase<Row<ForBoth<Rows>[Id]>> } {
  // A group whose rows all read is served by a function that may not write, so it can't note that a key was used.
  const notesUse = Object.values(rows as Operations).some(({ effect }) => effect === 'write');
  const entries = Object.entries(useCases).flatMap(([id, useCase]) => {
    const { effect } = (rows as Operations)[id] as Operation;
    const served = async (call: CallFromAnywhere, world: World) =>
      (useCase as AnyUseCase)(await atHome(call, { effect, notesUse }, world), world);
    return [id, idForPeople(id)].map((row) => [row, served]);
  });
  return Object.fromEntries(entries) as { [Id in keyof ForBoth<Rows>]: UseCase<Row<ForBoth<Rows>[Id]>> };
}

type CallFromAnywhere = Omit<Call, 'caller' | 'params'> & {
  readonly caller: Machine | Member;
  readonly params: Partial<Home>;
};
type AnyUseCase = (call: object, world: World) => Promise<Answer>;

/**
 * @throws unauthenticated for a dead key; not_found for an environment that is deleted or another account's;
 * environment_draining when it is to be written to and is on its way out.
 */
async function atHome(
  call: CallFromAnywhere,
  { effect, notesUse }: Pick<Operation, 'effect'> & { notesUse: boolean },
  world: World,
) {
  const { caller, params } = call;
  const home = caller.kind === 'machine' ? await homeOf(caller, notesUse, world) : (params as Home);
  // A key that is alive says that the environment is: to read, that is enough.
  if (caller.kind === 'machine' && effect === 'read') return { ...call, home };

  const environment = await readEnvironment(world.table, home.accountId, home.environmentId);
  if (effect === 'read') return { ...call, home };
  assertNotDraining(environment);
  if (caller.kind !== 'machine') return { ...call, home };
  const keyId = environment.apiKeys.find(({ hash }) => hash === caller.keyHash)?.id;
  return { ...call, home, caller: { ...caller, ...(keyId !== undefined && { keyId }) } };
}

async function homeOf({ environmentId, keyHash }: Machine, notesUse: boolean, world: World): Promise<Home> {
  const gate = await read<GateItem>(world.table, keys.gate(environmentId));
  if (!opens(gate, keyHash, world.clock.now())) throw new Problem('unauthenticated');
  if (notesUse) await noteUse([gate], keyHash, world);
  return { accountId: gate.a, environmentId };
}
