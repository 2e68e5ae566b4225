import type { AnswerTo } from '../api/request.ts';

/** A call that runs, or one that has ended. */
export type AnyCall = AnswerTo<'getEnvironmentCall'>;
