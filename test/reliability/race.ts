import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { sweepNow } from '../setup/sweep.ts';
import type { EnvironmentId } from '../../lib/api/schemas/ids.ts';
import { gatesKnownOf } from '../../lib/gate/known-gates.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Item, Table } from '../../lib/table/table.ts';
import type { Context } from '../../lib/context.ts';
import type { TestBerth } from '../setup/berth.ts';
import type { Client } from '../setup/client.ts';
import { abstractState } from './abstract-state.ts';
import { checkHistory } from './checker/check-history.ts';
import { checkTable } from './checker/check-table.ts';
import { directClient, story, type Exchange } from './direct-client.ts';
import { interleave } from './interleave.ts';
import { reportOf } from './report.ts';
import { anySchedule, scripted, type Schedule } from './schedule.ts';
import { allItems, restore } from './table-copy.ts';

/** A clock that stands still until it is moved. */
export interface StandingClock extends Clock {
  advance(seconds: number): void;
  set(milliseconds: number): void;
}

/** It stands at the end of a second, so that a wait for the next second is short. */
export function standingClock(): StandingClock {
  let now = Math.ceil(Date.now() / 1000) * 1000 - 5;
  return {
    now: () => now,
    randomBytes: (length) => randomBytes(length),
    advance: (seconds) => void (now += seconds * 1000),
    set: (milliseconds) => void (now = milliseconds),
  };
}

/** The result of an actor's step: the status and the problem's code. */
export type Told = string;

export interface Stage {
  readonly context: Context & { readonly clock: StandingClock };
  readonly call: Client;
}

/** One request of an actor, or another event. */
export type Step = (stage: Stage) => Promise<Told>;

/** The steps of each actor, in their order. */
export type Actors = Readonly<Record<string, readonly Step[]>>;

/** Where a race is set up. */
export type Setting = Stage & { readonly berth: TestBerth };

/** Requests that run at the same time. */
export interface Race {
  readonly name: string;
  /** Sets up the table and returns the steps of each actor. */
  readonly given: (stage: Setting) => Promise<Actors>;
  /** Refusals that mean the same here: a late request may get either. */
  readonly alike?: readonly string[];
  /** Orders that are known to be dangerous, in the form of `scripted`. */
  readonly dangerous?: readonly string[];
  /**
   * Before each run, forgets what this process knows about the gates, as if each request met another process, or makes it
   * remember outdated knowledge.
   */
  readonly remembered?: readonly number[];
}

/** An answer as the races compare it. */
export const told = async (answer: Promise<{ status: number; body: { code?: string } }>): Promise<Told> => {
  const { status, body } = await answer;
  return status < 400 ? String(status) : `${status} ${body.code}`;
};

/** The race that ran last in a table. */
const lastIn = new WeakMap<Table, Race>();

export interface Arena {
  /** Computes the possible outcomes in advance. Otherwise they are computed as needed. */
  learn(): Promise<void>;
  /** Runs the race under one schedule. @returns what went wrong, or nothing */
  run(schedule: Schedule, remember?: number): Promise<string[]>;
}

/**
 * Sets up a race, and restores its table before each run. The possible outcomes are found by running all requests one after
 * the other, in every order. A run is good when it has one of these outcomes and breaks no invariant of the table and of
 * what was acknowledged.
 */
export async function arena(berth: TestBerth, race: Race): Promise<Arena> {
  const clock = standingClock();
  const context = { ...berth.context, clock };
  let history: Exchange[] = [];
  const call = await directClient(context, (exchange) => history.push(exchange));
  const stage: Stage = { context, call };
  const before = await allItems(context.table);
  const actors = await race.given({ ...stage, berth });
  const beforeKeys = new Set(before.map(({ pk, sk }) => `${String(pk)} ${String(sk)}`));
  const start = (await allItems(context.table)).filter(
    ({ pk, sk }) => !beforeKeys.has(`${String(pk)} ${String(sk)}`),
  );
  const environments = start
    .filter(({ pk }) => String(pk).startsWith('DIRECTORY#'))
    .map(({ sk }) => String(sk).split('#')[1] as EnvironmentId);
  const startsAt = clock.now();

  let held: Item[] | undefined;
  const prepare = async (remember: number) => {
    // The state that the last run left is known unless another race ran since.
    await restore(context.table, start, lastIn.get(context.table) === race ? held : undefined);
    lastIn.set(context.table, race);
    held = undefined;
    clock.set(startsAt);
    history = [];
    for (const environment of environments) {
      forgetGates(environment);
      gatesKnownOf(environment).sawCount(remember);
    }
  };
  const outcome = async (steps: Readonly<Record<string, readonly Told[]>>) => {
    await sweepNow(context, 'after the race');
    held = await allItems(context.table);
    const said = JSON.stringify(steps);
    const alike = (race.alike ?? []).reduce((text, refusal) => text.replaceAll(refusal, 'too late'), said);
    return `${alike} ${JSON.stringify(abstractState(held, clock.now()), null, 1)}`;
  };

  const possible = new Set<string>();
  const orders = ordersOf(actors);
  const isPossible = async (came: string) => {
    while (!possible.has(came)) {
      const { done, value: order } = orders.next();
      if (done) return false;
      await prepare(1);
      const steps: Record<string, Told[]> = Object.fromEntries(Object.keys(actors).map((name) => [name, []]));
      for (const [name, step] of order) steps[name]?.push(await step(stage));
      possible.add(await outcome(steps));
    }
    return true;
  };

  return {
    async learn() {
      await isPossible('what nothing comes to');
    },
    async run(schedule, remember = 1) {
      await prepare(remember);
      const { outcomes: steps, order } = await interleave(
        schedule,
        context.table,
        Object.fromEntries(Object.entries(actors).map(([name, own]) => [name, () => inTurn(own, stage)])),
      );
      const items: Item[] = await allItems(context.table);
      const wrong = [...checkTable(items, clock.now()), ...checkHistory(items, history)];
      const came = await outcome(steps);
      wrong.push(...checkTable(held ?? [], clock.now()).map((sentence) => `after a sweep: ${sentence}`));
      const requests = story(history);
      if (!(await isPossible(came))) wrong.push(`no order of these requests comes to this: ${came}`);
      return wrong.length === 0
        ? []
        : [...wrong, ...order, requests, `possible: ${[...possible].join('\nor: ')}`];
    },
  };
}

/** This process has never heard of the environment. */
export function forgetGates(environment: EnvironmentId): void {
  const known = gatesKnownOf(environment);
  known.saw(0, undefined, 0);
  known.sawCount(0);
  known.freed(0);
  known.sawCount(1);
}

async function inTurn(steps: readonly Step[], stage: Stage): Promise<Told[]> {
  const outcomes: Told[] = [];
  for (const step of steps) outcomes.push(await step(stage));
  return outcomes;
}

/** All orders of the steps that keep each actor's own order. */
function* ordersOf(actors: Actors): Generator<[string, Step][]> {
  const left = Object.entries(actors).filter(([, steps]) => steps.length > 0);
  if (left.length === 0) yield [];
  for (const [name, [step, ...later]] of left) {
    for (const order of ordersOf({ ...actors, [name]: later })) yield [[name, step as Step], ...order];
  }
}

/** The first schedule under which a race goes wrong. */
export interface Failure {
  /** How many schedules were tried. */
  readonly tries: number;
  /** The schedule, its result, and how to repeat it. */
  readonly report: string;
}

/**
 * Tries the dangerous schedules and this many others, with any knowledge of the gates in the process.
 * @returns undefined when none goes wrong
 */
export async function findFailure(
  stage: Arena,
  { remembered = [1], dangerous = [] }: Race,
  options: { seed: number; numRuns: number },
): Promise<Failure | undefined> {
  const property = fc.asyncProperty(
    anySchedule,
    fc.constantFrom(...remembered),
    fc.integer(),
    async (schedule, remember, chance) => {
      const wrong = await withChance(chance, () => stage.run(schedule(), remember));
      if (wrong.length > 0) throw new Error(wrong.join('\n'));
    },
  );
  const examples = dangerous.flatMap((script) =>
    remembered.map((remember): [() => Schedule, number, number] => [() => scripted(script), remember, 1]),
  );
  const details = await fc.check(property, {
    ...options,
    numRuns: options.numRuns + examples.length,
    examples,
    endOnFailure: true,
  });
  if (!details.failed) return undefined;
  return { tries: details.numRuns, report: reportOf(details) ?? '' };
}

/**
 * Runs something with a Math.random that gives the same numbers each time, because it chooses the gate that is tried first.
 */
async function withChance<T>(seed: number, run: () => Promise<T>): Promise<T> {
  const { random } = Math;
  let state = seed;
  Math.random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  try {
    return await run();
  } finally {
    Math.random = random;
  }
}
