import type { ProblemCode } from '../../lib/api/problem.ts';

declare global {
  namespace jest {
    interface Matchers<R> {
      /** An answer with this status and a problem of this code and these extra members. */
      toBeRefused(status: number, code: ProblemCode, extras?: object): R;
      /** An answer with this status and at least these members in its body. */
      toAnswer(status: number, body: object): R;
    }
  }
}

/** Whether an answer has this status and at least these members in its body. */
function answers(this: jest.MatcherContext, answer: unknown, status: number, body: object) {
  const wanted = { status, body };
  const { iterableEquality, subsetEquality, printDiffOrStringify } = this.utils;
  return {
    pass: this.equals(answer, wanted, [iterableEquality, subsetEquality]),
    message: () => printDiffOrStringify(wanted, answer, 'Wanted', 'Answer', this.expand ?? false),
  };
}

expect.extend({
  toAnswer: answers,
  toBeRefused(answer: unknown, status: number, code: ProblemCode, extras: object = {}) {
    return answers.call(this, answer, status, { code, ...extras });
  },
});
