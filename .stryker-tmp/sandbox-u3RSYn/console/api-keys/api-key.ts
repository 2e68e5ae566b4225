import type { AnswerTo } from '../api/request.ts';

export type ApiKey = AnswerTo<'listApiKeys'>['items'][number];
