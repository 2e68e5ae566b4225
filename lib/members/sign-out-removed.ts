import type { UserId } from '../api/schemas/ids.ts';
import type { FormerMemberItem } from '../auth/membership.ts';
import { isFormerMember } from '../table/keys.ts';
import type { ItemChange } from '../table/stream/item-change.ts';
import type { Context } from '../context.ts';

/** The context of functions that can end sessions. */
export interface SignOutContext extends Pick<Context, 'log'> {
  /** Ends all sessions of a person and their refresh tokens. Doing it again does no harm. */
  readonly signOut: (user: UserId) => Promise<void>;
}

/**
 * Signs out a user who was removed from an account. Nothing waits for it, because the removal is already effective:
 * it only keeps a browser from getting new tokens, which would be useless.
 */
export async function signOutRemoved(
  { key, before, after }: ItemChange,
  { signOut }: SignOutContext,
): Promise<void> {
  if (!isFormerMember(key) || before !== undefined || after === undefined) return;
  await signOut((after as FormerMemberItem).userId);
}
