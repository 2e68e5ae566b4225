import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  UpdateCommand,
  type QueryCommandInput,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { isServerError, isThrottlingError, isTransientError } from '@smithy/core/retry';
import { Problem } from '../api/problem.ts';
import type { Key, Range } from './keys.ts';
import { Deadline, unavailable } from './deadline.ts';
import { retry } from './retry.ts';

/** The table: its name and the client that reaches it. */
export interface Table {
  readonly name: string;
  readonly documents: DynamoDBDocumentClient;
  /** Of the request that it is used for; a function that serves none has no deadline but its own end. */
  readonly deadline?: Deadline;
}

export type Item = Record<string, unknown>;

/** A request that hangs is worse than one that fails: these leave room for two more tries within a function's time. */
const timeouts = { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true };

/** Opens the table. Where it is (a region, a laptop's DynamoDB Local) the SDK reads from its own environment variables. */
export function openTable(name: string, config: DynamoDBClientConfig = {}): Table {
  const client = new DynamoDBClient({ maxAttempts: 3, requestHandler: timeouts, ...config });
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  return { name, documents };
}

/** What the caller is told of an error of the database: 503 when it was out of reach, too slow or too busy. */
export function tableProblem(thrown: unknown): unknown {
  if (!(thrown instanceof Error) || thrown instanceof Problem) return thrown;
  const error = thrown as Parameters<typeof isTransientError>[0];
  const passes =
    isTransientError(error) ||
    isThrottlingError(error) ||
    isServerError(error) ||
    isNamed(error, 'AbortError');
  return passes ? unavailable(error) : error;
}

/**
 * The options of each request to the table: it ends with the time of the request that it is made for.
 * @throws temporarily_unavailable when that is up already
 */
export function inTime({ deadline }: Table): { readonly abortSignal?: AbortSignal } {
  const abortSignal = deadline?.signal;
  if (abortSignal === undefined) return {};
  abortSignal.throwIfAborted();
  return { abortSignal };
}

async function answered<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (thrown) {
    throw tableProblem(thrown);
  }
}

/** Reads an item as it is now (strongly consistent). */
export async function read<T extends object>(table: Table, key: Key): Promise<T | undefined> {
  const command = new GetCommand({ TableName: table.name, Key: key, ConsistentRead: true });
  const { Item } = await answered(() => table.documents.send(command, inTime(table)));
  return Item as T | undefined;
}

const BATCH = 100;

/** Reads up to a few hundred items as they are now, in no order; those that do not exist are left out. */
export async function readMany<T extends object>(table: Table, wanted: readonly Key[]): Promise<T[]> {
  const found: T[] = [];
  const { deadline = new Deadline() } = table;
  let rest: readonly object[] = wanted;
  for (let tries = 1; rest.length > 0; tries += 1) {
    const request = {
      [table.name]: { Keys: rest.slice(0, BATCH) as Record<string, unknown>[], ConsistentRead: true },
    };
    const command = new BatchGetCommand({ RequestItems: request });
    const { Responses, UnprocessedKeys } = await answered(() => table.documents.send(command, inTime(table)));
    found.push(...((Responses?.[table.name] ?? []) as T[]));
    const unread = UnprocessedKeys?.[table.name]?.Keys ?? [];
    rest = [...unread, ...rest.slice(BATCH)];
    if (unread.length > 0) await deadline.beforeNextTry(tries);
  }
  return found;
}

export interface QueryOptions extends Pick<
  QueryCommandInput,
  'FilterExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues' | 'ProjectionExpression'
> {
  /** Starts behind the item with this sort key. */
  readonly after?: string;
  readonly limit?: number;
  readonly newestFirst?: boolean;
}

/** One Query (strongly consistent): the items of a range, and the sort key to go on after if there may be more. */
export async function query<T extends object>(
  table: Table,
  range: Range,
  { after, limit, newestFirst = false, ExpressionAttributeValues, ...rest }: QueryOptions = {},
): Promise<{ items: T[]; last: string | undefined }> {
  const command = new QueryCommand({
    TableName: table.name,
    KeyConditionExpression: `pk = :pk AND ${range.between ? 'sk BETWEEN :first AND :last' : 'begins_with(sk, :beginsWith)'}`,
    ExpressionAttributeValues: {
      ':pk': range.pk,
      ...(range.between
        ? { ':first': range.between[0], ':last': range.between[1] }
        : { ':beginsWith': range.beginsWith }),
      ...ExpressionAttributeValues,
    },
    ConsistentRead: true,
    ScanIndexForward: !newestFirst,
    Limit: limit,
    ExclusiveStartKey: after === undefined ? undefined : { pk: range.pk, sk: after },
    ...rest,
  });
  const { Items = [], LastEvaluatedKey } = await answered(() => table.documents.send(command, inTime(table)));
  return { items: Items as T[], last: LastEvaluatedKey?.['sk'] as string | undefined };
}

/** All items of a range that is known to be short. */
export async function readRange<T extends object>(table: Table, range: Range): Promise<T[]> {
  const found: T[] = [];
  let after: string | undefined;
  do {
    const { items, last } = await query<T>(table, range, after === undefined ? {} : { after });
    found.push(...items);
    after = last;
  } while (after !== undefined);
  return found;
}

/** What an update does to an item, and under which condition. */
export type Conditional = Omit<
  UpdateCommandInput,
  'TableName' | 'Key' | 'ReturnValues' | 'ReturnValuesOnConditionCheckFailure'
>;

/**
 * The outcome of one conditional update: the item as it became, or as it stood when the condition failed. `repeated`: the
 * request was sent more than once, so what stood there may be what an earlier try, whose answer was lost, had written.
 */
export type Updated<T> = { readonly done: true; readonly item: T } | Refused<T>;

interface Refused<T> {
  readonly done: false;
  readonly item: T | undefined;
  readonly repeated: boolean;
}

/** One conditional UpdateItem. Collisions with a transaction on the same item are tried again. */
export async function update<T extends object>(
  table: Table,
  key: Key,
  expressions: Conditional,
): Promise<Updated<T>> {
  return send<T>(table, key, expressions, 'ALL_NEW');
}

/** The same, for which it is enough to know that it was done: no side has to write down and read the whole item. */
export async function updateBlind<T extends object>(
  table: Table,
  key: Key,
  expressions: Conditional,
): Promise<{ readonly done: true; readonly item: undefined } | Refused<T>> {
  const outcome = await send<T>(table, key, expressions, 'NONE');
  return outcome.done ? { done: true, item: undefined } : outcome;
}

async function send<T extends object>(
  table: Table,
  key: Key,
  expressions: Conditional,
  ReturnValues: 'ALL_NEW' | 'NONE',
): Promise<Updated<T>> {
  const command = new UpdateCommand({
    TableName: table.name,
    Key: key,
    ReturnValues,
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    ...expressions,
  });
  let tries = 0;
  const attempt = async (): Promise<Updated<T>> => {
    tries += 1;
    try {
      const { Attributes } = await table.documents.send(command, inTime(table));
      return { done: true, item: Attributes as T };
    } catch (thrown) {
      if (!isNamed(thrown, 'ConditionalCheckFailedException')) throw thrown;
      return { done: false, item: oldImage<T>(thrown), repeated: tries > 1 || attemptsOf(thrown) > 1 };
    }
  };
  return answered(() => retry(attempt, isCollision, table.deadline));
}

/** Another transaction is at the same item. */
const isCollision = (thrown: unknown): boolean => isNamed(thrown, 'TransactionConflictException');

/** Deletes an item if the condition holds; whether it did is of no interest. */
export async function drop(
  table: Table,
  key: Key,
  condition: Pick<UpdateCommandInput, 'ConditionExpression' | 'ExpressionAttributeValues'>,
): Promise<void> {
  const command = new DeleteCommand({ TableName: table.name, Key: key, ...condition });
  const attempt = async () => {
    try {
      await table.documents.send(command, inTime(table));
    } catch (thrown) {
      if (!isNamed(thrown, 'ConditionalCheckFailedException')) throw thrown;
    }
  };
  await answered(() => retry(attempt, isCollision, table.deadline));
}

function attemptsOf(thrown: object): number {
  return (thrown as { $metadata?: { attempts?: number } }).$metadata?.attempts ?? 1;
}

export function isNamed(thrown: unknown, name: string): thrown is Error {
  return thrown instanceof Error && thrown.name === name;
}

/** The item that a refused condition was tried on. The document client leaves errors as they come over the wire. */
export function oldImage<T extends object>(refusal: object): T | undefined {
  const { Item } = refusal as { Item?: Parameters<typeof unmarshall>[0] };
  return Item === undefined ? undefined : (unmarshall(Item) as T);
}
