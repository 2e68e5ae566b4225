import type { UserId } from '../api/schemas/ids.ts';
import type { MembershipItem } from '../auth/membership.ts';
import { isMembership } from '../table/keys.ts';
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
  if (!isMembership(key) || after === undefined) return;
  const { userId, removedAt } = after as MembershipItem;
  const known = before as MembershipItem | undefined;
  if (removedAt !== undefined && known?.removedAt === undefined) await signOut(userId);
}
