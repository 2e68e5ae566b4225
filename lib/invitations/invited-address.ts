import type { AccountId, InvitationId } from '../api/schemas/ids.ts';
import { Problem } from '../api/problem.ts';
import { foldEmail } from '../api/schemas/email.ts';
import { outdated } from '../request.ts';
import { keys } from '../table/keys.ts';
import { read, type Table } from '../table/table.ts';
import type { Write } from '../table/transact.ts';
import { ifVersion } from '../table/write.ts';

/**
 * An address that an account has sent mail to. There is one item for each, regardless of case: two invitations to one
 * address at once collide in it. It is removed when the invitation is accepted, because then the mails were wanted.
 */
export interface InvitedAddressItem {
  /** The latest invitation to it. */
  readonly invitationId: InvitationId;
  /** When mails were sent to it within the last day, in milliseconds since the epoch, the latest last. */
  readonly sentAt: readonly number[];
  readonly version: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 3_600_000;
const MAX_A_DAY = 5;

export async function readAddress(
  table: Table,
  account: AccountId,
  email: string,
): Promise<InvitedAddressItem | undefined> {
  return read<InvitedAddressItem>(table, keys.invited(account, foldEmail(email)));
}

/** Notes a mail to an address, at most one a minute and five a day. @throws rate_limited at once */
export function writeTo(
  { accountId, email, id }: { accountId: AccountId; email: string; id: InvitationId },
  seen: InvitedAddressItem | undefined,
  now: number,
): Write {
  const today = (seen?.sentAt ?? []).filter((at) => at > now - DAY_MS);
  const last = today.at(-1) ?? 0;
  const next = Math.max(
    last + MINUTE_MS,
    today.length < MAX_A_DAY ? 0 : (today.at(-MAX_A_DAY) ?? 0) + DAY_MS,
  );
  if (next > now) {
    throw new Problem('rate_limited', {
      detail: `You can mail this address again in ${Math.ceil((next - now) / 1000)} seconds.`,
      retryAfter: (next - now) / 1000,
    });
  }
  const item: InvitedAddressItem = {
    invitationId: id,
    sentAt: [...today, now],
    version: (seen?.version ?? 0) + 1,
  };
  return {
    Put: {
      Item: { ...keys.invited(accountId, foldEmail(email)), ...item },
      ...ifVersion(seen),
    },
    onConditionFailed: outdated,
  };
}

/** Forgets an address. */
export function forgetAddress({ accountId, email }: { accountId: AccountId; email: string }): Write {
  return { Delete: { Key: keys.invited(accountId, foldEmail(email)) } };
}
