import type { TestBerth } from '../setup/berth.ts';

/** Runs something, and does something else just before its first request of this kind reaches DynamoDB. */
export async function meanwhile<T>(
  { context }: TestBerth,
  command: 'TransactWrite' | 'BatchGet',
  other: () => Promise<unknown>,
  run: () => Promise<T>,
): Promise<T> {
  const { middlewareStack } = context.table.documents;
  let isFirst = true;
  middlewareStack.add(
    (next, { commandName }) =>
      async (request) => {
        if (isFirst && String(commandName).startsWith(command)) {
          isFirst = false;
          await other();
        }
        return next(request);
      },
    { step: 'initialize', name: 'meanwhile' },
  );
  try {
    return await run();
  } finally {
    middlewareStack.remove('meanwhile');
  }
}

/** Runs it with every write from the nth on failing. */
export async function interrupted<T>({ context }: TestBerth, nth: number, run: () => Promise<T>): Promise<T> {
  let writes = 0;
  context.table.documents.middlewareStack.add(
    (next, { commandName }) =>
      async (request) => {
        const isWrite = /^(Delete|TransactWrite|Update|Put)/.test(String(commandName));
        writes += Number(isWrite);
        if (isWrite && writes >= nth) throw new Error('interrupted');
        return next(request);
      },
    { step: 'initialize', name: 'interrupt' },
  );
  try {
    return await run();
  } finally {
    context.table.documents.middlewareStack.remove('interrupt');
  }
}
