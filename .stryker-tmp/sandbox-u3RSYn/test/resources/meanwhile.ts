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
