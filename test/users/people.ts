import type { AccountItem } from '../../lib/accounts/account.ts';
import type { MembershipItem } from '../../lib/auth/membership.ts';
import { keys } from '../../lib/table/keys.ts';
import { ranges } from '../../lib/table/ranges.ts';
import { read, readRange } from '../../lib/table/table.ts';
import type { InvitationItem } from '../../lib/invitations/invitation.ts';
import { asAdmin, done, type Person, type TestAccount, type TestBerth } from '../setup/berth.ts';
import { tokenOf } from '../setup/invitation-token.ts';

type Role = 'admin' | 'member';

/** Inviting and joining through the API. */
export function people(berth: TestBerth) {
  const { call, context } = berth;

  const tokenFor = ({ accountId }: TestAccount, invitationId: string, sends = 1) =>
    tokenOf(context, accountId, invitationId, sends);

  async function invite(account: TestAccount, email: string, role: Role = 'member') {
    const sent = await call('createInvitation', { ...asAdmin(account), body: { email, role } });
    const invitation = done(sent);
    return { ...invitation, token: tokenFor(account, invitation.id) };
  }

  const accept = (person: Person, token: string) =>
    call('acceptInvitation', { as: person.token, body: { token } });

  /** Someone who was invited and has accepted. */
  async function join(account: TestAccount, role: Role = 'member', person?: Person): Promise<Person> {
    const joining = person ?? (await berth.aPerson());
    const { token } = await invite(account, joining.email, role);
    done(await accept(joining, token));
    return joining;
  }

  const user = (by: Person, { accountId }: TestAccount, { userId }: Person) =>
    ({ as: by.token, params: { accountId, userId } }) as const;

  return { tokenFor, invite, accept, join, user };
}

/** The counts that an account keeps of its people, and the same numbers counted again. */
export async function counts(berth: TestBerth, { accountId }: TestAccount) {
  const { table } = berth.context;
  const [account, users, invitations] = await Promise.all([
    read<AccountItem>(table, keys.account(accountId)),
    readRange<MembershipItem>(table, ranges.members(accountId)),
    readRange<InvitationItem>(table, ranges.invitations(accountId)),
  ]);
  const seats = users.length + invitations.filter(({ holdsSeat }) => holdsSeat).length;
  const { userCount, adminCount, seatCount } = account as AccountItem;
  return {
    kept: { userCount, adminCount, seatCount },
    counted: {
      userCount: users.length,
      adminCount: users.filter(({ role }) => role === 'admin').length,
      seatCount: seats,
    },
  };
}

export async function expectCountsToHold(berth: TestBerth, account: TestAccount): Promise<void> {
  const { kept, counted } = await counts(berth, account);
  expect(kept).toEqual(counted);
}
