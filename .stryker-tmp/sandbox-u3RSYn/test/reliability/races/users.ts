import { limits } from '../../../lib/api/limits.ts';
import type { AccountId, InvitationId, UserId } from '../../../lib/api/schemas/ids.ts';
import { invitationToken } from '../../../lib/invitations/invitation-token.ts';
import { keys, type Key } from '../../../lib/table/keys.ts';
import { transact } from '../../../lib/table/transact.ts';
import { done, type Person, type TestAccount, type TestBerth } from '../../setup/berth.ts';
import { told, type Race, type Stage, type Step } from '../race.ts';
import { countEnvironments, create, removeUser, setRole } from './steps.ts';

type Setting = Stage & { readonly berth: TestBerth };

async function invited(
  { call }: Stage,
  { accountId, admin }: TestAccount,
  email: string,
  role: 'admin' | 'member',
) {
  const { id } = done(
    await call('createInvitation', { as: admin.token, params: { accountId }, body: { email, role } }),
  );
  return id;
}

const accept =
  ({ accountId }: TestAccount, id: string, person: Person, sends = 1): Step =>
  ({ call, context }) => {
    const linked = { accountId: accountId as AccountId, id: id as InvitationId, sends };
    const token = invitationToken(linked, context.invitationKey());
    return told(call('acceptInvitation', { as: person.token, body: { token } }));
  };
const revokeInvitation =
  ({ accountId, admin }: TestAccount, invitationId: string): Step =>
  ({ call }) =>
    told(call('revokeInvitation', { as: admin.token, params: { accountId, invitationId } }));
const resend =
  ({ accountId, admin }: TestAccount, invitationId: string): Step =>
  ({ call }) =>
    told(call('resendInvitation', { as: admin.token, params: { accountId, invitationId }, body: {} }));
const invite =
  ({ accountId, admin }: TestAccount, email: string): Step =>
  ({ call }) =>
    told(
      call('createInvitation', { as: admin.token, params: { accountId }, body: { email, role: 'member' } }),
    );

/** So many were sent today already. */
const count = ({ context: { table } }: Stage, key: Key, sent: number) =>
  transact(table, [{ Put: { Item: { ...key, sent, ttl: 9_999_999_999 } } }]);

/** What a look at the account shows: whether an acceptance came before or after it. */
const countUsers =
  ({ accountId, admin }: TestAccount): Step =>
  async ({ call }) => {
    const { body } = await call('getAccount', { as: admin.token, params: { accountId } });
    return `${body.userCount} users`;
  };

/** Accepts what this person has been invited to by now, if anything. */
const acceptLatest =
  (account: TestAccount, person: Person): Step =>
  async (stage) => {
    const { items } = done(
      await stage.call('listInvitations', {
        as: account.admin.token,
        params: { accountId: account.accountId },
      }),
    );
    const invitation = items.find(({ email }) => email === person.email);
    return invitation === undefined ? 'not invited' : accept(account, invitation.id, person)(stage);
  };

const rename =
  ({ accountId }: TestAccount, as: string, name: string): Step =>
  ({ call }) =>
    told(call('renameAccount', { as, params: { accountId }, body: { name } }));

/** An account with two Admins. */
async function twoAdmins(stage: Setting): Promise<{ account: TestAccount; ada: Person; ben: Person }> {
  const account = await stage.berth.anAccount();
  return { account, ada: account.admin, ben: await joined(stage, account, 'admin') };
}

async function joined(stage: Setting, account: TestAccount, role: 'admin' | 'member'): Promise<Person> {
  const person = await stage.berth.aPerson();
  await accept(account, await invited(stage, account, person.email, role), person)(stage);
  return person;
}

/** Admins who act on each other, and invitations that are accepted while they change. */
export const userRaces: readonly Race[] = [
  {
    name: 'two Admins demote each other',
    alike: ['409 last_admin', '403 admin_required'],
    async given(stage) {
      const { account, ada, ben } = await twoAdmins(stage);
      return {
        ada: [setRole(account, ada.token, ben.userId, 'member')],
        ben: [setRole(account, ben.token, ada.userId, 'member')],
      };
    },
  },
  {
    name: 'two Admins remove each other',
    alike: ['409 last_admin', '404 not_found'],
    async given(stage) {
      const { account, ada, ben } = await twoAdmins(stage);
      return {
        ada: [removeUser(account, ada.token, ben.userId)],
        ben: [removeUser(account, ben.token, ada.userId)],
      };
    },
  },
  {
    name: 'two Admins leave at the same moment',
    async given(stage) {
      const { account, ada, ben } = await twoAdmins(stage);
      return {
        ada: [removeUser(account, ada.token, ada.userId)],
        ben: [setRole(account, ben.token, ben.userId, 'member')],
      };
    },
  },
  {
    name: 'both Admins leave at the same moment',
    async given(stage) {
      const { account, ada, ben } = await twoAdmins(stage);
      return {
        ada: [removeUser(account, ada.token, ada.userId)],
        ben: [removeUser(account, ben.token, ben.userId)],
      };
    },
  },
  {
    name: 'an Admin is demoted twice at the same moment',
    async given(stage) {
      const { account, ada, ben } = await twoAdmins(stage);
      return {
        ada: [setRole(account, ada.token, ben.userId, 'member')],
        again: [setRole(account, ada.token, ben.userId, 'member')],
      };
    },
  },
  {
    name: 'an Admin is demoted while they make themselves Admin',
    async given(stage) {
      const { account, ada, ben } = await twoAdmins(stage);
      return {
        ada: [setRole(account, ada.token, ben.userId, 'member')],
        ben: [setRole(account, ben.token, ben.userId, 'admin')],
      };
    },
  },
  {
    name: 'an Admin is demoted while they demote one user and remove another',
    async given(stage) {
      const { account, ada, ben } = await twoAdmins(stage);
      const [cyd, dan] = [await joined(stage, account, 'admin'), await joined(stage, account, 'member')];
      return {
        ada: [setRole(account, ada.token, ben.userId, 'member'), countUsers(account)],
        ben: [setRole(account, ben.token, cyd.userId, 'member'), removeUser(account, ben.token, dan.userId)],
      };
    },
  },
  {
    name: 'an Admin is removed while they rename the account',
    async given(stage) {
      const { account, ada, ben } = await twoAdmins(stage);
      return {
        ada: [removeUser(account, ada.token, ben.userId)],
        ben: [rename(account, ben.token, 'Mine')],
      };
    },
  },
  {
    name: 'an Admin is removed while they invite somebody, who then accepts',
    async given(stage) {
      const { account, ada, ben } = await twoAdmins(stage);
      const eve = await stage.berth.aPerson();
      return {
        ada: [removeUser(account, ada.token, ben.userId), acceptLatest(account, eve)],
        ben: [invite({ ...account, admin: ben }, eve.email)],
      };
    },
  },
  {
    name: 'an Admin is demoted while their writes are in flight',
    async given(stage) {
      const { account, ada, ben } = await twoAdmins(stage);
      return {
        ada: [setRole(account, ada.token, ben.userId, 'member'), countEnvironments(account)],
        ben: [create(account, 1, 'one', {}, ben.token), create(account, 1, 'two', {}, ben.token)],
      };
    },
  },
  {
    name: 'an Admin is removed while their write is in flight, and while they invite',
    async given(stage) {
      const { account, ada, ben } = await twoAdmins(stage);
      return {
        ada: [removeUser(account, ada.token, ben.userId), countEnvironments(account)],
        ben: [
          create(account, 1, 'one', {}, ben.token),
          invite({ ...account, admin: ben }, 'eve@example.com'),
        ],
      };
    },
  },
  {
    name: 'an acceptance meets a revocation',
    async given(stage) {
      const account = await stage.berth.anAccount();
      const eve = await stage.berth.aPerson();
      const id = await invited(stage, account, eve.email, 'member');
      return { eve: [accept(account, id, eve)], ada: [revokeInvitation(account, id)] };
    },
  },
  {
    name: 'an acceptance meets a second sending and another acceptance of the same link',
    async given(stage) {
      const account = await stage.berth.anAccount();
      const eve = await stage.berth.aPerson();
      const id = await invited(stage, account, eve.email, 'member');
      stage.context.clock.advance(120);
      return {
        eve: [accept(account, id, eve)],
        again: [accept(account, id, eve)],
        ada: [resend(account, id)],
      };
    },
  },
  {
    name: 'two invitations go to one address at once',
    async given(stage) {
      const account = await stage.berth.anAccount();
      return { ada: [invite(account, 'eve@example.com')], again: [invite(account, 'Eve@Example.com')] };
    },
  },
  {
    name: 'an Admin of two accounts sends the last invitation of their day in both',
    dangerous: ['ada 6, again, ada'],
    async given(stage) {
      const [one, two] = [await stage.berth.anAccount(), await stage.berth.anAccount()];
      const id = await invited(stage, two, one.admin.email, 'admin');
      await accept(two, id, one.admin)(stage);
      const day = new Date(stage.context.clock.now()).toISOString().slice(0, 10);
      await count(stage, keys.invitationsSent(one.admin.userId as UserId, day), limits.invitationsADay - 1);
      return {
        ada: [invite(one, 'eve@example.com')],
        again: [invite({ ...two, admin: one.admin }, 'fay@example.com')],
      };
    },
  },
  {
    name: 'two accounts send an address the last mail of its day',
    dangerous: ['ada 3, ben, ada', 'ada 4, ben, ada', 'ada 5, ben, ada', 'ada 6, ben, ada'],
    async given(stage) {
      const [one, two] = [await stage.berth.anAccount(), await stage.berth.anAccount()];
      // No other race writes to it: what stands in the table before a race is no part of it.
      const address = 'last.of.the.day@example.com';
      const day = new Date(stage.context.clock.now()).toISOString().slice(0, 10);
      await count(stage, keys.mailsTo(address, day), limits.mailsToAnAddressADay - 1);
      return { ada: [invite(one, address)], ben: [invite(two, address.toUpperCase())] };
    },
  },
  {
    name: 'an acceptance meets the removal of the Admin who invited',
    async given(stage) {
      const { account, ada, ben } = await twoAdmins(stage);
      const eve = await stage.berth.aPerson();
      const id = await invited(stage, { ...account, admin: ben }, eve.email, 'admin');
      return { eve: [accept(account, id, eve)], ada: [removeUser(account, ada.token, ben.userId)] };
    },
  },
  {
    name: 'an acceptance meets the demotion of the Admin who invited, who is made Admin again',
    dangerous: ['eve 3, ada, eve', 'eve 4, ada, eve'],
    async given(stage) {
      const { account, ada, ben } = await twoAdmins(stage);
      const eve = await stage.berth.aPerson();
      const id = await invited(stage, { ...account, admin: ben }, eve.email, 'admin');
      return {
        eve: [accept(account, id, eve)],
        ada: [
          setRole(account, ada.token, ben.userId, 'member'),
          countUsers(account),
          setRole(account, ada.token, ben.userId, 'admin'),
        ],
      };
    },
  },
];
