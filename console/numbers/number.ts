import type { AnswerTo } from '../api/call.ts';

export type TelephoneNumber = AnswerTo<'getEnvironmentNumber'>;
