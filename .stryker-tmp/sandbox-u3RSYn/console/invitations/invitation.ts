import type { AnswerTo } from '../api/request.ts';

export type Invitation = AnswerTo<'listInvitations'>['items'][number];
