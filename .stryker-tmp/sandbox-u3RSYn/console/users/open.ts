import type { AnswerTo } from '../api/request.ts';

export type User = AnswerTo<'listUsers'>['items'][number];

/** What is open over the page of the users: at most one thing. */
export type Open =
  { readonly dialog: 'invite' } | { readonly dialog: 'change-role' | 'remove'; readonly user: User };
