import type { AnswerTo } from '../api/request.ts';

export type Agent = AnswerTo<'getEnvironmentAgent'>;
