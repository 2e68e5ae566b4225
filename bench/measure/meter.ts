import { AsyncLocalStorage } from 'node:async_hooks';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { ask } from './dynamodb.ts';
import { itemSize, writeUnits, type RawItem } from './item-size.ts';

/** What something cost: the requests that DynamoDB got, in their order, and the units that it would bill. */
export interface Cost {
  readonly requests: string[];
  readUnits: number;
  writeUnits: number;
}

/** A client of the SDK whose requests can be watched. */
export interface Watched {
  readonly middlewareStack: { add: (middleware: never, options: never) => void };
}

interface HttpRequest {
  readonly body: string | Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

type Next = (args: { request: HttpRequest }) => Promise<unknown>;

export interface Meter {
  /** What a run costs. Runs may overlap: each is charged only for its own requests. */
  costOf<T>(run: () => Promise<T>): Promise<Cost & { readonly result: T }>;
  /** What everything costs while this runs, including the work on the other side of a connection. */
  costOfAll(run: () => Promise<unknown>): Promise<Cost>;
}

const nothing = (): Cost => ({ requests: [], readUnits: 0, writeUnits: 0 });

const stands = new AsyncLocalStorage<Cost>();

/**
 * Counts requests as they go over the wire, without those that the SDK repeats on a busy machine, and computes their
 * units from the sizes of the items, because DynamoDB Local reports the units of transactions wrongly. It reads each item
 * before and after from the engine, so nothing can be timed while it counts.
 */
export function meter(client: Watched, endpoint: string): Meter {
  let all: Cost | undefined;
  const middleware = (next: Next) => async (args: { request: HttpRequest }) => {
    const cost = stands.getStore() ?? all;
    if (cost === undefined || isRepeated(args.request)) return next(args);
    const operation = args.request.headers['x-amz-target']?.split('.')[1] ?? '';
    cost.requests.push(operation);
    const body = JSON.parse(asText(args.request.body)) as Request;
    const written = await writesOf(endpoint, operation, body);
    // Not `+= await`, because other requests of the same run are counted meanwhile.
    const read = written.length === 0 ? await unitsRead(endpoint, operation, body) : 0;
    cost.readUnits += read;
    const before = await sizesOf(endpoint, written);
    try {
      return await next(args);
    } finally {
      const after = await sizesOf(endpoint, written);
      // In a transaction everything is written twice, and a condition check is charged like a write.
      const times = operation === 'TransactWriteItems' ? 2 : 1;
      written.forEach((_, at) => {
        cost.writeUnits += times * writeUnits(before[at] ?? 0, after[at] ?? 0);
      });
    }
  };
  client.middlewareStack.add(middleware as never, { step: 'finalizeRequest', priority: 'low' } as never);
  return {
    async costOf(run) {
      const cost = nothing();
      const result = await stands.run(cost, run);
      return { ...cost, result };
    },
    async costOfAll(run) {
      all = nothing();
      await run();
      const cost = all;
      all = undefined;
      return cost;
    },
  };
}

/** Whether the SDK sends a request again because the first try got no answer. */
const isRepeated = ({ headers }: HttpRequest): boolean =>
  !(headers['amz-sdk-request'] ?? 'attempt=1').startsWith('attempt=1');

const asText = (body: string | Uint8Array): string =>
  typeof body === 'string' ? body : new TextDecoder().decode(body);

interface Write {
  readonly TableName: string;
  readonly Key?: RawItem;
  readonly Item?: RawItem;
}

type Request = Write & { readonly TransactItems?: readonly Record<string, Write>[] };

interface ItemAt {
  readonly TableName: string;
  readonly Key: RawItem;
}

/** The items that a request writes, or checks in a transaction. */
async function writesOf(endpoint: string, operation: string, request: Request): Promise<ItemAt[]> {
  if (operation === 'TransactWriteItems') {
    const writes = (request.TransactItems ?? []).flatMap((write) => Object.values(write));
    return Promise.all(writes.map((write) => itemAt(endpoint, write)));
  }
  return ['PutItem', 'UpdateItem', 'DeleteItem'].includes(operation) ? [await itemAt(endpoint, request)] : [];
}

async function itemAt(endpoint: string, { TableName, Key, Item = {} }: Write): Promise<ItemAt> {
  if (Key !== undefined) return { TableName, Key };
  const names = await keyNamesOf(endpoint, TableName);
  return {
    TableName,
    Key: Object.fromEntries(names.map((name) => [name, Item[name] as AttributeValue])),
  };
}

const keyNames = new Map<string, Promise<string[]>>();

function keyNamesOf(endpoint: string, table: string): Promise<string[]> {
  const known = keyNames.get(table) ?? describe(endpoint, table);
  keyNames.set(table, known);
  return known;
}

async function describe(endpoint: string, TableName: string): Promise<string[]> {
  type Described = { Table: { KeySchema: { AttributeName: string }[] } };
  const { Table } = await ask<Described>(endpoint, 'DescribeTable', { TableName });
  return Table.KeySchema.map(({ AttributeName }) => AttributeName);
}

async function sizesOf(endpoint: string, items: readonly ItemAt[]): Promise<number[]> {
  return Promise.all(
    items.map(async (item) => {
      const { Item } = await ask<{ Item?: RawItem }>(endpoint, 'GetItem', { ...item, ConsistentRead: true });
      return Item === undefined ? 0 : itemSize(Item);
    }),
  );
}

/** For reads the engine's own figures are right, so the same request is sent again, this time with the bill. */
async function unitsRead(endpoint: string, operation: string, request: object): Promise<number> {
  type Bill = { CapacityUnits: number };
  const { ConsumedCapacity = [] } = await ask<{ ConsumedCapacity?: Bill | Bill[] }>(endpoint, operation, {
    ...request,
    ReturnConsumedCapacity: 'TOTAL',
  });
  return [ConsumedCapacity].flat().reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);
}
