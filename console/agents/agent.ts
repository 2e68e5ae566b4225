import type { AnswerTo } from '../api/call.ts';

export type Agent = AnswerTo<'getEnvironmentAgent'>;
