import type { ProblemCode } from '../../lib/api/problem.ts';

declare global {
  namespace jest {
    interface Matchers<R> {
      /** An answer with this status and a problem of this code and these extra members. */
      toBeRefused(status: number, code: ProblemCode, extras?: object): R;
    }
  }
}

expect.extend({
  toBeRefused(answer: unknown, status: number, code: ProblemCode, extras: object = {}) {
    const refusal = { status, body: { code, ...extras } };
    const { iterableEquality, subsetEquality, printDiffOrStringify } = this.utils;
    return {
      pass: this.equals(answer, refusal, [iterableEquality, subsetEquality]),
      message: () => printDiffOrStringify(refusal, answer, 'Refusal', 'Answer', this.expand ?? false),
    };
  },
});
