import type { AnswerTo } from '../api/request.ts';

export type User = AnswerTo<'listUsers'>['items'][number];

/** The dialog over the page of the users: at most one. */
export type Open =
  { readonly dialog: 'invite' } | { readonly dialog: 'change-role' | 'remove'; readonly user: User };
