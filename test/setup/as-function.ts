import { appendFileSync, readFileSync } from 'node:fs';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { FunctionName } from '../../cdk/functions.ts';
import type { Table } from '../../lib/table/table.ts';
import type { Permissions } from '../cdk/permissions-of.ts';
import { isAllowed } from '../cdk/simulated.ts';

/** What one request asks of IAM: an action on the table, and the partitions that it touches. */
export interface TableRequest {
  readonly action: string;
  readonly partitions: readonly string[];
}

type Keyed = Record<string, { pk?: string } | undefined>;
type Input = Readonly<Record<string, any>>; // oxlint-disable-line typescript/no-explicit-any -- each command has its own

const keyIn = ({ Key, Item }: Keyed): string[] => [Key?.pk ?? Item?.pk ?? ''];

const operations: Readonly<Record<string, (input: Input) => TableRequest[]>> = {
  GetCommand: (input) => [{ action: 'GetItem', partitions: keyIn(input) }],
  PutCommand: (input) => [{ action: 'PutItem', partitions: keyIn(input) }],
  UpdateCommand: (input) => [{ action: 'UpdateItem', partitions: keyIn(input) }],
  DeleteCommand: (input) => [{ action: 'DeleteItem', partitions: keyIn(input) }],
  QueryCommand: ({ ExpressionAttributeValues }) => [
    { action: 'Query', partitions: [String(ExpressionAttributeValues[':pk'])] },
  ],
  BatchGetCommand: ({ RequestItems }) =>
    Object.values(RequestItems as Record<string, { Keys: { pk: string }[] }>).map(({ Keys }) => ({
      action: 'BatchGetItem',
      partitions: Keys.map(({ pk }) => pk),
    })),
  // IAM knows no action for a transaction: each item of it needs its own.
  TransactWriteCommand: ({ TransactItems }) =>
    (TransactItems as Record<string, Keyed>[]).flatMap((item) =>
      Object.entries(item).map(([kind, input]) => ({
        action: kind === 'ConditionCheck' ? 'ConditionCheckItem' : `${kind}Item`,
        partitions: keyIn(input),
      })),
    ),
};

/** @throws Error for a command that is not listed above */
export function requestsOf(command: { readonly input: object }): TableRequest[] {
  const { name } = command.constructor;
  const operation = operations[name];
  if (operation === undefined) throw new Error(`What does ${name} need of IAM?`);
  return operation(command.input);
}

const permissions = JSON.parse(readFileSync(process.env['PERMISSIONS_FILE'] ?? '', 'utf8')) as Permissions;
const decided = new Map<string, Promise<boolean>>();
const used = new Set<string>();

/** Whether the role of a function allows a request to the table. */
export function mayRequest(name: FunctionName, { action, partitions }: TableRequest): Promise<boolean> {
  // Conditions compare the beginning of a key.
  const kinds = [...new Set(partitions.map((pk) => `${pk.split('#')[0]}#`))];
  const question = [name, action, ...kinds].join(' ');
  const answer = decided.get(question) ?? ask(name, action, kinds);
  decided.set(question, answer);
  return answer;
}

const ask = (name: FunctionName, action: string, kinds: readonly string[]): Promise<boolean> =>
  isAllowed(
    {
      principal: `arn:aws:iam::111122223333:role/${name}`,
      action: `dynamodb:${action}`,
      resource: permissions.table,
      context: { 'dynamodb:LeadingKeys': kinds.map((kind) => `${kind}0`) },
    },
    { identity: permissions.policies[name] },
  );

/**
 * A table as a deployed function has it: a request that the role does not allow fails, as in AWS. What a function uses of
 * its role is recorded for the end of the run.
 */
export function asFunction<Context extends { readonly table: Table }>(
  name: FunctionName,
  context: Context,
): Context {
  const { documents } = context.table;
  const send = async (command: { readonly input: object }, ...rest: unknown[]) => {
    for (const request of requestsOf(command)) {
      if (!(await mayRequest(name, request)))
        throw new Error(
          `The role of ${name} does not allow ${request.action} of ${request.partitions.join(', ')}`,
        );
      note(`${name} ${request.action}`);
    }
    return (documents.send as (...args: unknown[]) => Promise<unknown>).call(documents, command, ...rest);
  };
  const guarded = Object.assign(Object.create(documents) as DynamoDBDocumentClient, { send });
  return { ...context, table: { ...context.table, documents: guarded } };
}

function note(use: string): void {
  if (used.has(use)) return;
  used.add(use);
  appendFileSync(process.env['PERMISSIONS_USED'] ?? '', `${use}\n`);
}
