import type { AnswerTo } from '../api/request.ts';

export type TelephoneNumber = AnswerTo<'getEnvironmentNumber'>;
