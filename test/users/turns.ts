import { setImmediate as nextTick } from 'node:timers/promises';
import type { Table } from '../../lib/table/table.ts';
import type { Front } from './front.ts';

/** A request that takes turns with others, and the front that it goes through: nobody else may use that meanwhile. */
export interface Turner<Answer> {
  readonly front: Front;
  readonly request: () => Promise<Answer>;
}

interface Seat {
  /** Requests to the database that wait for their turn. */
  readonly waiting: (() => void)[];
  inFlight: number;
  done: boolean;
}

/**
 * Runs requests against each other, one request to the database at a time: before each, all wait until every one of them
 * either wants something of the database or is through, and `whose` picks the next. So the interleaving is decided by
 * `whose` alone, and not by who is faster.
 * @param whose a number for each turn: the turn goes to the so-manieth of those who wait (around and around)
 * @returns the answers, and whose changes were committed, in the order in which they were
 */
export async function inTurns<Answers extends readonly unknown[]>(
  turners: { readonly [I in keyof Answers]: Turner<Answers[I]> },
  whose: () => number,
): Promise<{ answers: Answers; committed: number[] }> {
  const committed: number[] = [];
  let changed = Promise.withResolvers<void>();
  const change = () => changed.resolve();
  const seats = turners.map(({ front }, index) => {
    const seat: Seat = { waiting: [], inFlight: 0, done: false };
    takeSeat(front.context.table, seat, change, () => committed.push(index));
    return seat;
  });

  const running = turners.map(async ({ request }, index) => {
    const seat = seats[index] as Seat;
    try {
      return await request();
    } finally {
      seat.done = true;
      change();
    }
  });
  const isSettled = ({ waiting, inFlight, done }: Seat) => done || (inFlight === 0 && waiting.length > 0);
  while (seats.some(({ done }) => !done)) {
    // A request that has got its answer may be about to ask for more.
    await nextTick();
    if (seats.every(isSettled)) {
      const ready = seats.filter(({ done }) => !done);
      const seat = ready[whose() % ready.length];
      if (seat === undefined) continue;
      seat.inFlight += 1;
      seat.waiting.shift()?.();
      continue;
    }
    await changed.promise;
    changed = Promise.withResolvers();
  }
  const answers = (await Promise.all(running)) as unknown as Answers;
  for (const { front } of turners) front.context.table.documents.middlewareStack.remove('turns');
  return { answers, committed };
}

function takeSeat({ documents }: Table, seat: Seat, change: () => void, onCommit: () => void): void {
  documents.middlewareStack.add(
    (next, { commandName }) =>
      async (request) => {
        await new Promise<void>((turn) => {
          seat.waiting.push(turn);
          change();
        });
        try {
          const answer = await next(request);
          if (String(commandName).startsWith('TransactWrite')) onCommit();
          return answer;
        } finally {
          seat.inFlight -= 1;
          change();
        }
      },
    { step: 'finalizeRequest', name: 'turns' },
  );
}
