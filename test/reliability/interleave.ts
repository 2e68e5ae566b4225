import { setImmediate as turn } from 'node:timers/promises';
import type { Table } from '../../lib/table/table.ts';
import { actor } from './direct-client.ts';
import type { Schedule } from './schedule.ts';

/** For how many turns of the event loop an actor may think between an answer and its next request. */
const TURNS = 3;

/**
 * Longer than any pause between two tries, in milliseconds. An actor without a request by then, while none is under way,
 * waits for another actor: requests in one process share what they learn about the gates.
 */
const LONGEST_PAUSE_MS = 500;

/** The state of an actor: how many of its DynamoDB requests wait, and how many are under way. */
interface Progress {
  waiting: number;
  underWay: number;
  done: boolean;
}

/**
 * Runs actors side by side, one DynamoDB request at a time. At each request the schedule decides who continues. So a
 * schedule is only an order of requests to the database, and the same schedule has the same result again.
 * @param table whose requests are held up, except those outside of an actor
 * @returns what each actor returned, and the requests in the order in which they were sent
 */
export async function interleave<T>(
  schedule: Schedule,
  table: Table,
  actors: Readonly<Record<string, () => Promise<T>>>,
): Promise<{ outcomes: Record<string, T>; order: string[] }> {
  const passed: string[] = [];
  const progress = new Map<string, Progress>(
    Object.keys(actors).map((name) => [name, { waiting: 0, underWay: 0, done: false }]),
  );
  let wake = () => {};
  const point = async (name: string, label: string) => {
    const own = progress.get(name);
    if (own === undefined) return undefined;
    own.waiting += 1;
    wake();
    await schedule.turn(name, label);
    passed.push(`${name}: ${label}`);
    own.waiting -= 1;
    own.underWay += 1;
    return () => {
      own.underWay -= 1;
      wake();
    };
  };

  table.documents.middlewareStack.add(
    (next, { commandName }) =>
      async (request) => {
        const release = await point(actor.getStore() ?? '', labelOf(String(commandName), request.input));
        try {
          return await next(request);
        } finally {
          release?.();
        }
      },
    { step: 'initialize', priority: 'high', name: 'interleave', override: true },
  );

  const quiet = () =>
    [...progress.values()].every(({ waiting, underWay, done }) => done || (waiting > 0 && underWay === 0));
  const stuck = () =>
    schedule.waiting() > 0 && [...progress.values()].every(({ underWay }) => underWay === 0);
  const woken = () =>
    new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), LONGEST_PAUSE_MS);
      wake = () => {
        clearTimeout(timer);
        resolve(true);
      };
    });
  const settled = async () => {
    do {
      while (!quiet()) if (!(await woken()) && stuck()) return;
      for (let turns = 0; turns < TURNS; turns += 1) await turn();
    } while (!quiet());
  };

  try {
    const outcomes = Object.entries(actors).map(async ([name, act]) => {
      try {
        return [name, await actor.run(name, act)] as const;
      } finally {
        (progress.get(name) as Progress).done = true;
        wake();
      }
    });
    const all = Promise.all(outcomes);
    // Failures are reported below.
    all.catch(() => {});
    for (;;) {
      await settled();
      if (schedule.waiting() === 0) break;
      await schedule.next();
    }
    return { outcomes: Object.fromEntries(await all), order: passed };
  } finally {
    table.documents.middlewareStack.remove('interleave');
  }
}

/** A point at which the scheduler may let others go first, like those before each DynamoDB request. */
interface Keyed {
  readonly Key?: { readonly sk?: string };
  readonly Item?: { readonly sk?: string };
  readonly UpdateExpression?: string;
}

/** A short description of a request: its action and its items. */
function labelOf(command: string, input: object): string {
  const verb = command.replace(/Command$/, '');
  const { TransactItems, Key, UpdateExpression, ExpressionAttributeValues } = input as {
    TransactItems?: readonly Record<string, Keyed>[];
    ExpressionAttributeValues?: Record<string, unknown>;
  } & Keyed;
  const short = (sk = '') => sk.replace(/(env|evt|inv)_\w+/, '…').replace(/#[0-9a-f-]{36}/, '#…');
  const of = ({ Key: key, Item: item }: Keyed) => short(key?.sk ?? item?.sk);
  if (TransactItems !== undefined) {
    return `${verb} ${TransactItems.map((write) =>
      Object.entries(write)
        .map(([kind, to]) => `${kind} ${of(to)}`)
        .join(),
    ).join(', ')}`;
  }
  if (verb === 'Query') return `${verb} ${String(ExpressionAttributeValues?.[':beginsWith'])}`;
  return `${verb} ${short(Key?.sk)} ${UpdateExpression?.slice(0, 60) ?? ''}`.trim();
}
