import * as fc from 'fast-check';
import type { Told } from '../race.ts';
import type { Model } from './model.ts';
import type { Real } from './real.ts';

/** One step: its request, and the result by the model. It changes the model as the product must change. */
export interface Step {
  readonly what: string;
  run(model: Model, real: Real): Promise<{ readonly got: Told; readonly want: Told }>;
}

/** A step as fast-check runs and shrinks it. No step follows the removal of the account. */
export const commandOf = (step: Step): fc.AsyncCommand<Model, Real> => ({
  check: ({ status }) => status !== 'gone',
  async run(model, real) {
    const { got, want } = await step.run(model, real);
    if (got !== want) throw new Error(`${step.what}: got ${got}, by the model it is ${want}`);
  },
  toString: () => step.what,
});

/** Chooses an item by a number, however many there are. */
export const pick = <T>(all: readonly T[], n: number): T | undefined => all[n % Math.max(1, all.length)];
