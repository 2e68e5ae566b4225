import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Item, Table } from '../../lib/table/table.ts';

/** One write as it is sent, alone or in a transaction. */
export interface SentWrite {
  readonly Key?: Item;
  readonly Item?: Item;
  readonly UpdateExpression?: string;
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeValues?: Item;
}

interface Sent extends SentWrite {
  readonly TransactItems?: readonly Readonly<Record<string, SentWrite>>[];
}

/** What a planted bug changes in what is sent to DynamoDB. */
export interface Alteration {
  /** Changes one write. Undefined removes it from its transaction, and the same object leaves it as it is. */
  readonly write?: (write: SentWrite, kind: string) => SentWrite | undefined;
  /** Sends this write by itself, before or after the rest of its transaction. */
  readonly apart?: {
    readonly when: 'before' | 'after';
    readonly which: (write: SentWrite, kind: string) => boolean;
  };
  /** Reads before it writes, and writes a result of the read. */
  readonly readFirst?: (write: SentWrite) => boolean;
}

/**
 * A planted bug: the product with one change in what it sends to DynamoDB. So the tested code has no hooks, and a bug can
 * be in any condition.
 */
export interface Mutant extends Alteration {
  readonly name: string;
  /** The race in which it shows. */
  readonly race: string;
}

/** Sends a write of a transaction as a request of its own. */
async function sendAlone({ documents, name: TableName }: Table, { Key, Item: item, ...rest }: SentWrite) {
  if (item === undefined) await documents.send(new UpdateCommand({ TableName, Key, ...rest }));
  else await documents.send(new PutCommand({ TableName, Item: item, ...rest }));
}

/** Plants a bug in a table's client. @returns how many times it has changed something, and a function that removes it */
export function plant(table: Table, alteration: Alteration): { altered: () => number; remove: () => void } {
  let altered = 0;
  const { documents, name: TableName } = table;
  const name = 'mutant';
  const { write: alter = (write: SentWrite) => write, apart, readFirst } = alteration;

  const alone = async (write: SentWrite, kind: string): Promise<SentWrite | undefined> => {
    let after = alter(write, kind);
    if (readFirst?.(write)) after = await fromRead(write);
    if (after !== write) altered += 1;
    return after;
  };
  /** Reads the account's sum, changes it and writes it back, instead of adding to it. */
  const fromRead = async (write: SentWrite): Promise<SentWrite> => {
    const { Item: read } = await documents.send(
      new GetCommand({ TableName, Key: write.Key ?? {}, ConsistentRead: true }),
    );
    const { ':calls': calls, ...values } = write.ExpressionAttributeValues ?? {};
    const left = Number(read?.['unallocatedCalls']) - Number(calls);
    return {
      ...write,
      UpdateExpression: (write.UpdateExpression ?? '').replace('unallocatedCalls - :calls', ':left'),
      ExpressionAttributeValues: {
        ...values,
        ...(write.ConditionExpression?.includes(':calls') && { ':calls': calls }),
        ':left': left,
      },
    };
  };

  documents.middlewareStack.add(
    (next, { commandName }) =>
      async (request) => {
        const input = request.input as Sent;
        const { TransactItems } = input;
        if (TransactItems === undefined) {
          const kind = String(commandName).replace(/ItemCommand$|Command$/, '');
          return next({ ...request, input: (await alone(input, kind)) ?? input });
        }
        const kept: Record<string, SentWrite>[] = [];
        const byItself: SentWrite[] = [];
        for (const item of TransactItems) {
          const [[kind, write]] = Object.entries(item) as [[string, SentWrite]];
          const after = await alone(write, kind);
          if (after === undefined) continue;
          if (apart?.which(after, kind)) byItself.push(after);
          else kept.push({ [kind]: after });
        }
        const put = async () => {
          for (const write of byItself) await sendAlone(table, write);
        };
        if (byItself.length > 0) altered += 1;
        if (apart?.when === 'before') await put();
        const result = await next({ ...request, input: { ...input, TransactItems: kept } });
        if (apart?.when === 'after') await put();
        return result;
      },
    { step: 'initialize', priority: 'high', name, override: true },
  );
  return { altered: () => altered, remove: () => void documents.middlewareStack.remove(name) };
}

export interface ClientBug {
  readonly write?: Alteration['write'];
  /** Changes the result of a read. */
  readonly read?: (output: Item, input: Item) => Item;
}

/** Runs with a bug in the client of the table. */
export async function withBug<Result>(
  table: Table,
  { write, read }: ClientBug,
  run: () => Promise<Result>,
): Promise<Result> {
  const planted = plant(table, write ? { write } : {});
  table.documents.middlewareStack.add(
    (next) => async (request) => {
      const answer = await next(request);
      const output = answer.output as Item;
      return { ...answer, output: (read?.(output, request.input as Item) ?? output) as never };
    },
    { step: 'initialize', name: 'bug' },
  );
  try {
    return await run();
  } finally {
    planted.remove();
    table.documents.middlewareStack.remove('bug');
  }
}
