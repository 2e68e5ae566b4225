import type { Operation } from '../../operation.ts';

/**
 * An operation on something that belongs to one environment, without its caller. Its path begins behind the
 * environment.
 */
export type EnvironmentOperation = Omit<Operation, 'caller' | 'path'> & { readonly path: `/${string}` };

export type EnvironmentOperations = Readonly<Record<string, EnvironmentOperation>>;

/** Defines such operations, keeping each one's exact type. */
export const defineEnvironmentOperations = <const Rows extends EnvironmentOperations>(rows: Rows): Rows =>
  rows;

const FOR_MACHINES = '/v1';
const FOR_PEOPLE = '/v1/accounts/{accountId}/environments/{environmentId}';

/** A machine's row: the environment is that of its key, so the path names none. */
export type ForMachines<Row extends EnvironmentOperation> = Omit<Row, 'path'> & {
  readonly path: `${typeof FOR_MACHINES}${Row['path']}`;
  readonly caller: 'machine';
};

/** People's row: Members read, Admins write. */
type ForPeople<Row extends EnvironmentOperation> = Omit<Row, 'path'> & {
  readonly path: `${typeof FOR_PEOPLE}${Row['path']}`;
  readonly caller: Row['effect'] extends 'read' ? 'member' : 'admin';
};

type Verb = 'list' | 'get' | 'create' | 'edit' | 'replace' | 'delete' | 'export';

type IdForPeople<Id> = {
  [V in Verb]: Id extends `${V}${infer Noun}` ? `${V}Environment${Noun}` : never;
}[Verb];

/** The id of people's row, from the id of the machines': `listAgents` → `listEnvironmentAgents`. */
export const idForPeople = (id: string): string => id.replace(/^[a-z]+/, '$&Environment');

export type ForBoth<Rows extends EnvironmentOperations> = {
  readonly [Id in keyof Rows]: ForMachines<Rows[Id]>;
} & {
  readonly [Id in keyof Rows as IdForPeople<Id>]: ForPeople<Rows[Id]>;
};

/** Two rows of each: one for the environment's API key, one for the people of the account. */
export function forMachinesAndPeople<Rows extends EnvironmentOperations>(rows: Rows): ForBoth<Rows> {
  const common = ({ problems = [], ...row }: EnvironmentOperation) => ({
    ...row,
    problems:
      row.effect === 'write'
        ? ([...problems, 'environment_draining', 'account_suspended'] as const)
        : problems,
  });
  const entries = Object.entries(rows).flatMap(([id, row]) => [
    [id, { ...common(row), path: `${FOR_MACHINES}${row.path}`, caller: 'machine' }],
    [
      idForPeople(id),
      {
        ...common(row),
        path: `${FOR_PEOPLE}${row.path}`,
        caller: row.effect === 'read' ? 'member' : 'admin',
      },
    ],
  ]);
  return Object.fromEntries(entries) as ForBoth<Rows>;
}
