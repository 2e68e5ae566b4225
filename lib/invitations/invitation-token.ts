import { createHmac, timingSafeEqual } from 'node:crypto';
import { AccountId, InvitationId } from '../api/schemas/ids.ts';
import type { Context } from '../context.ts';

/**
 * The token in an invitation's link: the ULIDs of the account and the invitation, how often it had been sent, and an
 * HMAC-SHA256 over these. It names the invitation directly, can't be guessed, and is stored nowhere: the function that
 * writes the mail computes it, and the one that checks it computes it again.
 */
const FORMAT = /^([0-9A-Z]{26})_([0-9A-Z]{26})_([1-9]\d{0,5})_([\w-]{43})$/;

/** The facts in a link: its account, its invitation, and how often the invitation had been sent. */
export interface Linked {
  readonly accountId: AccountId;
  readonly id: InvitationId;
  readonly sends: number;
}

export function invitationToken({ accountId, id, sends }: Linked, key: string): string {
  const signed = `${accountId.slice('acc_'.length)}_${id.slice('inv_'.length)}_${sends}`;
  return `${signed}_${signature(signed, key).toString('base64url')}`;
}

/** The link with which the invited person accepts. The token is behind the #, so no server sees it. */
export function invitationLink(
  invitation: Linked,
  { invitationKey, settings }: Pick<Context, 'invitationKey' | 'settings'>,
): string {
  const token = invitationToken(invitation, invitationKey());
  return `${settings.consoleOrigin}/invitations/accept#token=${token}`;
}

/** The facts in a token, or undefined if Berth did not make it. Costs no request. */
export function parseInvitationToken(token: string, key: string): Linked | undefined {
  const [, account, invitation, sends, given] = FORMAT.exec(token) ?? [];
  if (given === undefined) return undefined;
  const bytes = Buffer.from(given, 'base64url');
  const expected = signature(`${account}_${invitation}_${sends}`, key);
  // The last character has two unused bits, which would allow other spellings of a token.
  if (!timingSafeEqual(bytes, expected) || bytes.toString('base64url') !== given) return undefined;
  return {
    accountId: AccountId.parse(`acc_${account}`),
    id: InvitationId.parse(`inv_${invitation}`),
    sends: Number(sends),
  };
}

const signature = (signed: string, key: string) =>
  createHmac('sha256', key).update(`invitation ${signed}`).digest();
