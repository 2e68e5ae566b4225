import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { isServerError, isThrottlingError, isTransientError } from '@smithy/core/retry';
import { Problem } from '../api/problem.ts';
import type { Key } from './keys.ts';
import type { Range } from './ranges.ts';
import { Deadline, unavailable } from './deadline.ts';

/** The table: its name and the client that reaches it. */
export interface Table {
  readonly name: string;
  readonly documents: DynamoDBDocumentClient;
  /** The deadline of the current request; a function that serves no requests has only its own end. */
  readonly deadline?: Deadline;
}

export type Item = Record<string, unknown>;

/**
 * A request that hangs is worse than one that fails: these times leave room for two more tries within a function's
 * time.
 */
const timeouts = { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true };

/**
 * Opens the table. The SDK reads its location (a region, a laptop's DynamoDB Local) from its own environment variables.
 */
export function openTable(name: string, config: DynamoDBClientConfig = {}): Table {
  const client = new DynamoDBClient({ maxAttempts: 3, requestHandler: timeouts, ...config });
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  return { name, documents };
}

/** The problem for an error of the database: 503 when it was out of reach, too slow or too busy. */
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
 * @throws temporarily_unavailable when that time is already up
 */
export function inTime({ deadline }: Table): { readonly abortSignal?: AbortSignal } {
  const abortSignal = deadline?.signal;
  if (abortSignal === undefined) return {};
  abortSignal.throwIfAborted();
  return { abortSignal };
}

/** Runs a request; an error becomes the problem that the caller gets. */
export async function answered<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (thrown) {
    throw tableProblem(thrown);
  }
}

/** Reads an item (strongly consistent). */
export async function read<T extends object>(table: Table, key: Key): Promise<T | undefined> {
  const command = new GetCommand({ TableName: table.name, Key: key, ConsistentRead: true });
  const { Item } = await answered(() => table.documents.send(command, inTime(table)));
  return Item as T | undefined;
}

const BATCH = 100;

/** Reads up to a few hundred items (strongly consistent), in no order; those that do not exist are left out. */
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
  /** Starts after the item with this sort key. */
  readonly after?: string;
  readonly limit?: number;
  readonly newestFirst?: boolean;
}

/** One Query (strongly consistent): the items of a range, and the sort key to continue after if there may be more. */
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

export function isNamed(thrown: unknown, name: string): thrown is Error {
  return thrown instanceof Error && thrown.name === name;
}

/** The item that a condition failed on. The document client leaves errors as they were received. */
export function oldImage<T extends object>(refusal: object): T | undefined {
  const { Item } = refusal as { Item?: Parameters<typeof unmarshall>[0] };
  return Item === undefined ? undefined : (unmarshall(Item) as T);
}
