import * as fc from 'fast-check';

/** Decides who continues. */
export interface Schedule {
  /** Waits for its turn, under a name. */
  turn(name: string, label: string): Promise<void>;
  /** How many wait. */
  waiting(): number;
  /** Gives one of the waiting actors its turn. */
  next(): Promise<void>;
}

/** Each waiting actor is equally likely, so turns are short. */
function uniform(scheduler: fc.Scheduler): Schedule {
  return {
    turn: (name, label) => scheduler.schedule(Promise.resolve(), `${name}: ${label}`),
    waiting: () => scheduler.count(),
    next: () => scheduler.waitNext(1),
  };
}

/** As many steps as most races take, as points for an interruption. */
const MAX_STEPS = 25;

/**
 * One actor continues, in the order of the list, until a step at which it is moved behind all others. This finds a bug that
 * needs one interruption at the right point and two long actors much sooner than chance.
 */
function inBursts(order: readonly number[], setBackAt: readonly number[]): Schedule {
  const rank = new Map<string, number>();
  let waiting: { name: string; go: () => void }[] = [];
  let steps = 0;
  return {
    async turn(name) {
      if (!rank.has(name)) rank.set(name, order[rank.size % order.length] ?? 0);
      await new Promise<void>((go) => waiting.push({ name, go }));
    },
    waiting: () => waiting.length,
    async next() {
      const rankOf = ({ name }: { name: string }) => rank.get(name) ?? 0;
      const [first] = waiting.toSorted((one, other) => rankOf(one) - rankOf(other));
      if (first === undefined) return;
      if (setBackAt.includes(steps)) rank.set(first.name, 100 + steps);
      steps += 1;
      waiting = waiting.filter((one) => one !== first);
      first.go();
    },
  };
}

/**
 * Follows a script: “ada 3, ben, ada” lets ada make three requests, then ben all of his, then ada the rest of hers. Known
 * dangerous orders are always tried first.
 */
export function scripted(script: string): Schedule {
  const parts = script.split(', ').map((part) => {
    const [name = '', steps] = part.split(' ');
    return { name, left: Number(steps ?? Infinity) };
  });
  let waiting: { name: string; go: () => void }[] = [];
  return {
    turn: (name) => new Promise<void>((go) => waiting.push({ name, go })),
    waiting: () => waiting.length,
    async next() {
      const isWaiting = (name: string) => waiting.some((one) => one.name === name);
      const part = parts.find(({ name, left }) => left > 0 && isWaiting(name));
      // Skipped parts do not come back.
      parts.splice(0, part === undefined ? parts.length : parts.indexOf(part));
      const first = waiting.find(({ name }) => name === (part?.name ?? name));
      if (part !== undefined) part.left -= 1;
      waiting = waiting.filter((one) => one !== first);
      first?.go();
    },
  };
}

/** Random schedules of both kinds. Each run needs a new one, because a schedule is used up. */
export const anySchedule: fc.Arbitrary<() => Schedule> = fc.oneof(
  fc.scheduler().map((scheduler) => () => uniform(scheduler)),
  fc
    .tuple(
      fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
      fc.uniqueArray(fc.nat(MAX_STEPS), { minLength: 1, maxLength: 4 }),
    )
    .map(
      ([order, setBackAt]) =>
        () =>
          inBursts(order, setBackAt),
    ),
);
