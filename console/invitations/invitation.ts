import type { AnswerTo } from '../api/call.ts';

export type Invitation = AnswerTo<'listInvitations'>['items'][number];
