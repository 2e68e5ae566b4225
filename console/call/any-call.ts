import type { AnswerTo } from '../api/request.ts';

/** A call that is running, or one that has ended. */
export type AnyCall = AnswerTo<'getEnvironmentCall'>;
