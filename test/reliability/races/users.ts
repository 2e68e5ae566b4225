import { limits } from '../../../lib/api/limits.ts';
import type { UserId } from '../../../lib/api/schemas/ids.ts';
import { keys, type Key } from '../../../lib/table/keys.ts';
import { transact } from '../../../lib/table/transact.ts';
import { asAdmin, done, type Person, type TestAccount } from '../../setup/berth.ts';
import { tokenOf } from '../../setup/invitation-token.ts';
import type { Race, Step, Stage, Setting, Actors } from '../race.ts';
import { inAnAccount } from './place.ts';
import { asks, count, create, removeUser, rename, setRole } from './steps.ts';

const invite = (account: TestAccount, email: string, role: 'admin' | 'member' = 'member') =>
  asks('createInvitation', { ...asAdmin(account), body: { email, role } });

async function invited(stage: Stage, account: TestAccount, email: string, role: 'admin' | 'member') {
  const body = { email, role };
  return done(await stage.call('createInvitation', { ...asAdmin(account), body })).id;
}

const accept =
  ({ accountId }: TestAccount, id: string, { token: as }: Person): Step =>
  (stage) =>
    asks('acceptInvitation', { as, body: { token: tokenOf(stage.context, accountId, id) } })(stage);
const forget = ({ accountId, admin }: TestAccount, userId: string) =>
  asks('removeUser', { as: admin.token, params: { accountId, userId }, query: { forget: true } });
const revokeInvitation = (account: TestAccount, invitationId: string) =>
  asks('revokeInvitation', asAdmin(account, { invitationId }));
const resend = (account: TestAccount, invitationId: string) =>
  asks('resendInvitation', { ...asAdmin(account, { invitationId }), body: {} });

/** This many were sent today already. */
const sentToday = ({ context: { table } }: Stage, key: Key, sent: number) =>
  transact(table, [{ Put: { Item: { ...key, sent, ttl: 9_999_999_999 } } }]);

/** Accepts the open invitation to this person, if there is one. */
const acceptLatest =
  (account: TestAccount, person: Person): Step =>
  async (stage) => {
    const { items } = done(await stage.call('listInvitations', asAdmin(account)));
    const invitation = items.find(({ email }) => email === person.email);
    return invitation === undefined ? 'not invited' : accept(account, invitation.id, person)(stage);
  };

async function joined(stage: Setting, account: TestAccount, role: 'admin' | 'member'): Promise<Person> {
  const person = await stage.berth.aPerson();
  await accept(account, await invited(stage, account, person.email, role), person)(stage);
  return person;
}

interface TwoAdmins {
  readonly account: TestAccount;
  readonly ada: Person;
  readonly ben: Person;
}

/** A race in an account with two Admins. */
const withTwoAdmins =
  (actors: (of: TwoAdmins, stage: Setting) => Actors | Promise<Actors>): Race['given'] =>
  async (stage) => {
    const account = await stage.berth.anAccount();
    return actors({ account, ada: account.admin, ben: await joined(stage, account, 'admin') }, stage);
  };

/** Admins who change each other, and invitations that are accepted meanwhile. */
export const userRaces: readonly Race[] = [
  {
    name: 'two Admins demote each other',
    alike: ['409 last_admin', '403 admin_required'],
    given: withTwoAdmins(({ account, ada, ben }) => ({
      ada: [setRole(account, ada.token, ben.userId, 'member')],
      ben: [setRole(account, ben.token, ada.userId, 'member')],
    })),
  },
  {
    name: 'two Admins remove each other',
    alike: ['409 last_admin', '404 not_found'],
    given: withTwoAdmins(({ account, ada, ben }) => ({
      ada: [removeUser(account, ada.token, ben.userId)],
      ben: [removeUser(account, ben.token, ada.userId)],
    })),
  },
  {
    name: 'two Admins leave at the same moment',
    given: withTwoAdmins(({ account, ada, ben }) => ({
      ada: [removeUser(account, ada.token, ada.userId)],
      ben: [setRole(account, ben.token, ben.userId, 'member')],
    })),
  },
  {
    name: 'both Admins leave at the same moment',
    given: withTwoAdmins(({ account, ada, ben }) => ({
      ada: [removeUser(account, ada.token, ada.userId)],
      ben: [removeUser(account, ben.token, ben.userId)],
    })),
  },
  {
    name: 'an Admin is demoted twice at the same moment',
    given: withTwoAdmins(({ account, ada, ben }) => ({
      ada: [setRole(account, ada.token, ben.userId, 'member')],
      again: [setRole(account, ada.token, ben.userId, 'member')],
    })),
  },
  {
    name: 'an Admin is demoted while they make themselves Admin',
    given: withTwoAdmins(({ account, ada, ben }) => ({
      ada: [setRole(account, ada.token, ben.userId, 'member')],
      ben: [setRole(account, ben.token, ben.userId, 'admin')],
    })),
  },
  {
    name: 'an Admin is demoted while they demote one user and remove another',
    given: withTwoAdmins(async ({ account, ada, ben }, stage) => {
      const [cyd, dan] = [await joined(stage, account, 'admin'), await joined(stage, account, 'member')];
      return {
        ada: [setRole(account, ada.token, ben.userId, 'member'), count(account, 'userCount')],
        ben: [setRole(account, ben.token, cyd.userId, 'member'), removeUser(account, ben.token, dan.userId)],
      };
    }),
  },
  {
    name: 'an Admin is removed while they rename the account',
    given: withTwoAdmins(({ account, ada, ben }) => ({
      ada: [removeUser(account, ada.token, ben.userId)],
      ben: [rename(account, 'Mine', ben.token)],
    })),
  },
  {
    name: 'an Admin is removed while they invite somebody, who then accepts',
    given: withTwoAdmins(async ({ account, ada, ben }, stage) => {
      const eve = await stage.berth.aPerson();
      return {
        ada: [removeUser(account, ada.token, ben.userId), acceptLatest(account, eve)],
        ben: [invite({ ...account, admin: ben }, eve.email)],
      };
    }),
  },
  {
    name: 'an Admin is demoted while their writes are in flight',
    given: withTwoAdmins(({ account, ada, ben }) => ({
      ada: [setRole(account, ada.token, ben.userId, 'member'), count(account, 'environmentCount')],
      ben: [create({ ...account, admin: ben }, 1, 'one'), create({ ...account, admin: ben }, 1, 'two')],
    })),
  },
  {
    name: 'an Admin is removed while their write is in flight, and while they invite',
    given: withTwoAdmins(({ account, ada, ben }) => ({
      ada: [removeUser(account, ada.token, ben.userId), count(account, 'environmentCount')],
      ben: [
        create({ ...account, admin: ben }, 1, 'one'),
        invite({ ...account, admin: ben }, 'eve@example.com'),
      ],
    })),
  },
  {
    name: 'a user is removed while their role changes',
    dangerous: ['ada 3, again, ada', 'ada 4, again, ada'],
    given: withTwoAdmins(({ account, ada, ben }) => ({
      ada: [removeUser(account, ada.token, ben.userId), count(account, 'userCount')],
      again: [setRole(account, ada.token, ben.userId, 'member')],
    })),
  },
  {
    name: 'a former user comes back while an Admin has them forgotten',
    given: inAnAccount(async (account, stage) => {
      const eve = await joined(stage, account, 'member');
      await removeUser(account, account.admin.token, eve.userId)(stage);
      const authTime = Math.ceil(stage.context.clock.now() / 1000) + 1;
      const again = await stage.berth.aPerson({ email: eve.email, authTime });
      const id = await invited(stage, account, eve.email, 'admin');
      return {
        eve: [accept(account, id, again)],
        ada: [forget(account, eve.userId), count(account, 'userCount')],
      };
    }),
  },
  {
    name: 'an acceptance meets a revocation',
    given: inAnAccount(async (account, stage) => {
      const eve = await stage.berth.aPerson();
      const id = await invited(stage, account, eve.email, 'member');
      return { eve: [accept(account, id, eve)], ada: [revokeInvitation(account, id)] };
    }),
  },
  {
    name: 'an acceptance meets a second sending and another acceptance of the same link',
    given: inAnAccount(async (account, stage) => {
      const eve = await stage.berth.aPerson();
      const id = await invited(stage, account, eve.email, 'member');
      stage.context.clock.advance(120);
      return {
        eve: [accept(account, id, eve)],
        again: [accept(account, id, eve)],
        ada: [resend(account, id)],
      };
    }),
  },
  {
    name: 'two invitations go to one address at once',
    given: inAnAccount((account) => ({
      ada: [invite(account, 'eve@example.com')],
      again: [invite(account, 'Eve@Example.com')],
    })),
  },
  {
    name: 'an Admin of two accounts sends the last invitation of their day in both',
    dangerous: ['ada 6, again, ada'],
    async given(stage) {
      const [one, two] = [await stage.berth.anAccount(), await stage.berth.anAccount()];
      const id = await invited(stage, two, one.admin.email, 'admin');
      await accept(two, id, one.admin)(stage);
      const day = new Date(stage.context.clock.now()).toISOString().slice(0, 10);
      await sentToday(
        stage,
        keys.invitationsSent(one.admin.userId as UserId, day),
        limits.invitationsADay - 1,
      );
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
      // No other race writes to it, because the initial table is not part of a race.
      const address = 'last.of.the.day@example.com';
      const day = new Date(stage.context.clock.now()).toISOString().slice(0, 10);
      await sentToday(stage, keys.mailsTo(address, day), limits.mailsToAnAddressADay - 1);
      return { ada: [invite(one, address)], ben: [invite(two, address.toUpperCase())] };
    },
  },
  {
    name: 'an acceptance meets the removal of the Admin who invited',
    given: withTwoAdmins(async ({ account, ada, ben }, stage) => {
      const eve = await stage.berth.aPerson();
      const id = await invited(stage, { ...account, admin: ben }, eve.email, 'admin');
      return { eve: [accept(account, id, eve)], ada: [removeUser(account, ada.token, ben.userId)] };
    }),
  },
  {
    name: 'an acceptance meets the demotion of the Admin who invited, who is made Admin again',
    dangerous: ['eve 3, ada, eve', 'eve 4, ada, eve'],
    given: withTwoAdmins(async ({ account, ada, ben }, stage) => {
      const eve = await stage.berth.aPerson();
      const id = await invited(stage, { ...account, admin: ben }, eve.email, 'admin');
      return {
        eve: [accept(account, id, eve)],
        ada: [
          setRole(account, ada.token, ben.userId, 'member'),
          count(account, 'userCount'),
          setRole(account, ada.token, ben.userId, 'admin'),
        ],
      };
    }),
  },
];
