import type * as z from 'zod/mini';
import type { Role } from '../api/routes/accounts.ts';
import type { AccountId, InvitationId, UserId } from '../api/schemas/ids.ts';
import { Problem } from '../api/problem.ts';
import type { Invitation, SentInvitation } from '../api/routes/invitations.ts';
import type { Member } from '../auth/caller.ts';
import type { MembershipItem } from '../auth/membership.ts';
import { outdated } from '../request.ts';
import { seconds } from '../clock.ts';
import { keys } from '../table/keys.ts';
import { read, readMany } from '../table/table.ts';
import type { Write } from '../table/transact.ts';
import type { Context } from '../context.ts';
import { invitationLink } from './invitation-token.ts';
import { ifVersion } from '../table/write.ts';

/**
 * An invitation as it is stored. Its link is not: that is computed from the id and `sends` (see invitation-token.ts).
 */
export interface InvitationItem {
  readonly pk: string;
  readonly sk: string;
  readonly id: InvitationId;
  readonly accountId: AccountId;
  readonly email: string;
  readonly role: Role;
  /** Its stored status. Its current state also depends on the time and on its sender: see `statesOf`. */
  readonly status: 'open' | 'revoked' | 'accepted';
  /** Whether it is counted in the account's `seatCount`. */
  readonly holdsSeat: boolean;
  /** How often it was sent. Only the newest link works. */
  readonly sends: number;
  /**
   * Who sent it last, and since when they were an Admin then: an invitation ends when its sender is no longer an Admin.
   */
  readonly invitedBy: UserId;
  readonly inviterAdminSince: number;
  /** The facts in the mail, as they were when it was sent. */
  readonly inviterName: string;
  readonly inviterEmail: string;
  readonly accountName: string;
  /** The address had reached its limit of mails for the day, so this invitation was not mailed. */
  readonly unmailed?: true;
  readonly sentAt: string;
  readonly expiresAt: string;
  readonly acceptedBy?: UserId;
  /**
   * Seconds since the epoch: when an invitation may be deleted that has been accepted or revoked, or has lost its
   * seat.
   */
  readonly ttl?: number;
  readonly version: number;
}

export type InvitationState = z.output<typeof Invitation>['status'];

/** How long a link works. */
export const VALID_MS = 7 * 24 * 3_600_000;
/**
 * How long an invitation is kept that has been accepted or revoked, so that its link can say so, or has lost its
 * seat.
 */
const KEPT_SECONDS = 30 * 24 * 3_600;

/**
 * The sender of an invitation, as it is noted on it: their address lets the invited person distinguish them from
 * somebody else of that name.
 * @throws email_not_verified
 */
export function sentBy({ userId, adminSince = 0, name, email, emailVerified }: Member) {
  if (!emailVerified) throw new Problem('email_not_verified');
  return {
    invitedBy: userId,
    inviterAdminSince: adminSince,
    inviterName: name,
    inviterEmail: email,
  };
}

/** The current states of invitations, in their order. */
export async function statesOf(
  invitations: readonly InvitationItem[],
  { table, clock }: Context,
): Promise<InvitationState[]> {
  const senders = new Map(invitations.map((item) => [item.invitedBy, senderKey(item)]));
  const memberships = await readMany<MembershipItem>(table, [...senders.values()]);
  const now = new Date(clock.now()).toISOString();
  return invitations.map((invitation): InvitationState => {
    const { status, holdsSeat, expiresAt } = invitation;
    if (status !== 'open') return status;
    const sender = memberships.find(({ userId }) => userId === invitation.invitedBy);
    if (!isStillAdmin(sender, invitation)) return 'revoked';
    // An invitation whose seat was given to another has expired, whatever this machine's clock says.
    return holdsSeat && expiresAt > now ? 'pending' : 'expired';
  });
}

const senderKey = ({ accountId, invitedBy }: InvitationItem) => keys.member(accountId, invitedBy);

/** Whether the membership is the sender's, and they have been an Admin ever since they sent the invitation. */
function isStillAdmin(
  membership: MembershipItem | undefined,
  { inviterAdminSince }: InvitationItem,
): boolean {
  return membership?.adminSince === inviterAdminSince;
}

/** The same check inside a transaction. */
export function senderStillAdmin(invitation: InvitationItem): Write {
  return {
    ConditionCheck: {
      Key: senderKey(invitation),
      ConditionExpression: 'adminSince = :since',
      ExpressionAttributeValues: { ':since': invitation.inviterAdminSince },
    },
    onConditionFailed: () => new Problem('invitation_revoked'),
  };
}

export interface ReadInvitation {
  readonly invitation: InvitationItem;
  readonly state: InvitationState;
}

/** An invitation of the account with its current state, or undefined. */
export async function findInvitation(
  account: AccountId,
  id: InvitationId,
  context: Context,
): Promise<ReadInvitation | undefined> {
  const invitation = await read<InvitationItem>(context.table, keys.invitation(account, id));
  if (invitation === undefined) return undefined;
  const [state] = (await statesOf([invitation], context)) as [InvitationState];
  return { invitation, state };
}

/** @throws not_found */
export async function readInvitation(
  account: AccountId,
  id: InvitationId,
  context: Context,
): Promise<ReadInvitation> {
  const found = await findInvitation(account, id, context);
  if (found === undefined) throw new Problem('not_found');
  return found;
}

const refusals = {
  expired: 'invitation_expired',
  revoked: 'invitation_revoked',
  accepted: 'invitation_used',
} as const;

/** @throws invitation_expired, invitation_revoked or invitation_used, unless that state is among those allowed. */
export function assertState(state: InvitationState, ...allowed: InvitationState[]): void {
  if (state !== 'pending' && !allowed.includes(state)) throw new Problem(refusals[state]);
}

/** Replaces an invitation with its next version, if the stored one is still the one that was read. */
export function replaceInvitation(seen: InvitationItem, by: InvitationItem): Write {
  return {
    Put: { Item: { ...by, version: seen.version + 1 }, ...ifVersion(seen) },
    onConditionFailed: outdated,
  };
}

export function dropInvitation(seen: InvitationItem): Write {
  return {
    Delete: { Key: keys.invitation(seen.accountId, seen.id), ...ifVersion(seen) },
    onConditionFailed: outdated,
  };
}

/** An invitation that has ended. Its seat is freed, or passes to the user who accepted it. */
export function closeInvitation(
  invitation: InvitationItem,
  outcome: Pick<InvitationItem, 'status' | 'acceptedBy'>,
  now: number,
): InvitationItem {
  return { ...withoutSeat(invitation, now), ...outcome };
}

/** An invitation whose seat is free for another. Until it is deleted it can be sent again. */
export const withoutSeat = (invitation: InvitationItem, now: number): InvitationItem => ({
  ...invitation,
  holdsSeat: false,
  ttl: seconds(now) + KEPT_SECONDS,
});

/** The invitation as the API shows it. */
export function invitationView(
  { id, email, role, invitedBy, sentAt, expiresAt }: InvitationItem,
  status: InvitationState,
): z.input<typeof Invitation> {
  return { id, email, role, status, invitedBy, sentAt, expiresAt };
}

/**
 * The same for its sender, this once, with its link. The link works only for the invited address, so the sender may
 * pass it on.
 */
export const sentInvitationView = (
  invitation: InvitationItem,
  context: Context,
): z.input<typeof SentInvitation> => ({
  ...invitationView(invitation, 'pending'),
  link: invitationLink(invitation, context),
});

/** The invitation as the audit trail shows it. */
export const invitationFacts = ({ email, role }: InvitationItem) => ({ email, role });
