import type { AnswerTo } from '../api/request.ts';

export type User = AnswerTo<'listUsers'>['items'][number];

/** The dialog over the page of the users: at most one. */
export type Open =
  { readonly dialog: 'invite' } | { readonly dialog: 'change-role' | 'remove'; readonly user: User };

/** Why the last Admin can neither leave nor become a Member. */
export const ONLY_ADMIN = 'You are the only Admin. Make somebody else an Admin first.';
