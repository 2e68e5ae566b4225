import { accounts } from './routes/accounts.ts';
import { audit } from './routes/audit.ts';
import { calls } from './routes/calls.ts';
import { environments } from './routes/environments.ts';
import type { Operation } from './operation.ts';
import { operators } from './routes/operators.ts';
import { reports } from './routes/reports.ts';
import { resources } from './routes/resources/resources.ts';
import { serviceAccounts } from './routes/service-accounts.ts';
import { users as people } from './routes/users.ts';
import { webhooks } from './routes/webhooks.ts';

/** Who may do something in an account. */
export const users = { ...people, ...serviceAccounts } as const;

/** The route table: every operation of the API, grouped by the function that serves it. */
export const groups = {
  accounts,
  environments,
  users,
  calls,
  reports,
  resources,
  webhooks,
  audit,
  operators,
} as const;

export type GroupName = keyof typeof groups;

/** Every operation by its id. */
export const operations = {
  ...accounts,
  ...environments,
  ...users,
  ...calls,
  ...reports,
  ...resources,
  ...webhooks,
  ...audit,
  ...operators,
} as const;

export type OperationId = keyof typeof operations;

/** The rows as a list, each with its id and the function that serves it. */
export const routes: (Operation & { id: OperationId; group: GroupName })[] = Object.entries(groups).flatMap(
  ([group, rows]) =>
    Object.entries(rows as Record<string, Operation>).map(([id, row]) => ({
      ...row,
      id: id as OperationId,
      group: group as GroupName,
    })),
);
