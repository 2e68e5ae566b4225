import * as fc from 'fast-check';
import type { Clock } from '../../lib/clock.ts';
import { aBerth, done, type Person, type TestAccount } from '../setup/berth.ts';
import { aFront, type Front } from './front.ts';
import { counts, expectCountsToHold, people } from './people.ts';
import { inTurns, type Turner } from './turns.ts';

const RUNS = 16;
const TURNS = 40;
const TIMEOUT_MS = 180_000;

const berth = await aBerth();
const { call } = berth;
const { clock } = berth.context;
const { invite, join, tokenFor } = people(berth);

/** A clock that always reads the end of a second, so that a removal, which waits for that, takes no time. */
const late: Clock = { ...clock, now: () => Math.floor(clock.now() / 1000) * 1000 + 999 };
const left = await aFront(berth, { clock: late });
const right = await aFront(berth, { clock: late, people: { identify: asSomeoneElse } });

/** A token may be followed by an address in hexadecimal digits, which is then its bearer's. */
async function asSomeoneElse(accessToken: string) {
  const [header, payload, signature, address] = accessToken.split('.');
  const person = await berth.context.people.identify([header, payload, signature].join('.'));
  return address === undefined ? person : { ...person, email: Buffer.from(address, 'hex').toString() };
}

/** Runs two requests against each other in many orders. `prepare` makes a fresh pair, `check` looks at how it ended. */
async function race<One extends Outcome, Other extends Outcome>(
  prepare: () => Promise<{
    readonly account: TestAccount;
    readonly requests: readonly [() => Promise<One>, () => Promise<Other>];
    readonly check: (answers: readonly [One, Other], committed: readonly number[]) => Promise<void> | void;
  }>,
): Promise<Set<string>> {
  const outcomes = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: 1 }), { minLength: TURNS, maxLength: TURNS }), async (order) => {
      let turn = 0;
      const { account, requests, check } = await prepare();
      const turners: [Turner<One>, Turner<Other>] = [
        { front: left, request: requests[0] },
        { front: right, request: requests[1] },
      ];
      const { answers, committed } = await inTurns<[One, Other]>(
        turners,
        () => order[turn++ % TURNS] as number,
      );
      outcomes.add(answers.map(({ status, body }) => body.code ?? status).join(' '));
      await check(answers, committed);
      await expectCountsToHold(berth, account);
    }),
    { numRuns: RUNS, examples: [[oneFirst], [otherFirst], [inStep(0)], [inStep(1)]] },
  );
  return outcomes;
}

const oneFirst = Array<number>(TURNS).fill(0);
const otherFirst = Array<number>(TURNS).fill(1);
const inStep = (first: 0 | 1) => oneFirst.map((_, turn) => (turn + first) % 2);

interface Outcome {
  readonly status: number;
  readonly body: { readonly code?: string };
}

const changeRole = (front: Front, by: Person, { accountId }: TestAccount, of: Person) =>
  front.call('changeRole', {
    as: by.token,
    params: { accountId, userId: of.userId },
    body: { role: 'member' },
  });
const removeUser = (front: Front, by: Person, { accountId }: TestAccount, user: Person) =>
  front.call('removeUser', { as: by.token, params: { accountId, userId: user.userId } });
const accept = (front: Front, person: Person, token: string) =>
  front.call('acceptInvitation', { as: person.token, body: { token } });

async function admins(account: TestAccount): Promise<number> {
  return (await counts(berth, account)).counted.adminCount;
}

async function twoAdmins() {
  const account = await berth.anAccount();
  return { account, one: account.admin, other: await join(account, 'admin') };
}

test(
  'of two Admins who demote each other at the same moment, one stays Admin and the other hears last_admin',
  async () => {
    const outcomes = await race(async () => {
      const { account, one, other } = await twoAdmins();
      return {
        account,
        requests: [
          () => changeRole(left, one, account, other),
          () => changeRole(right, other, account, one),
        ] as const,
        check: async (answers) => {
          expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
          expect(await admins(account)).toBe(1);
        },
      };
    });
    expect(outcomes).toContain('200 last_admin');
    expect(outcomes).toContain('last_admin 200');
  },
  TIMEOUT_MS,
);

test(
  'of two Admins who remove each other at the same moment, one stays and the other hears last_admin',
  async () => {
    const outcomes = await race(async () => {
      const { account, one, other } = await twoAdmins();
      return {
        account,
        requests: [
          () => removeUser(left, one, account, other),
          () => removeUser(right, other, account, one),
        ] as const,
        check: async (answers) => {
          expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
          expect(await admins(account)).toBe(1);
        },
      };
    });
    expect(outcomes).toContain('204 last_admin');
    expect(outcomes).toContain('last_admin 204');
  },
  TIMEOUT_MS,
);

test(
  'two Admins who both leave at the same moment leave an Admin behind',
  async () => {
    const outcomes = await race(async () => {
      const { account, one, other } = await twoAdmins();
      return {
        account,
        requests: [
          () => removeUser(left, one, account, one),
          () => removeUser(right, other, account, other),
        ] as const,
        check: async () => expect(await admins(account)).toBe(1),
      };
    });
    expect([...outcomes].toSorted()).toEqual(['204 last_admin', 'last_admin 204']);
  },
  TIMEOUT_MS,
);

test.each([
  ['demotes', changeRole, 200],
  ['removes', removeUser, 204],
] as const)(
  'who %s a user and is demoted meanwhile does it before that, or not at all',
  async (_, act, done_) => {
    const outcomes = await race(async () => {
      const { account, one, other } = await twoAdmins();
      const third = await join(account, 'admin');
      return {
        account,
        requests: [
          () => changeRole(left, one, account, other),
          (): Promise<Outcome> => act(right, other, account, third),
        ] as const,
        check: ([, acted], committed) => {
          expect(committed).toEqual(acted.status === done_ ? [1, 0] : [0]);
        },
      };
    });
    expect([...outcomes].toSorted()).toEqual([`200 ${done_}`, '200 admin_required']);
  },
  TIMEOUT_MS,
);

test(
  'an Admin who is demoted can not make themselves Admin again with a request that is under way',
  async () => {
    await race(async () => {
      const { account, one, other } = await twoAdmins();
      const request = { as: other.token, params: { accountId: account.accountId, userId: other.userId } };
      return {
        account,
        requests: [
          () => changeRole(left, one, account, other),
          () => right.call('changeRole', { ...request, body: { role: 'admin' } }),
        ] as const,
        check: async () => expect(await admins(account)).toBe(1),
      };
    });
  },
  TIMEOUT_MS,
);

test(
  'two demotions of the same Admin at the same moment are one, and neither is refused',
  async () => {
    const outcomes = await race(async () => {
      const { account, one, other } = await twoAdmins();
      return {
        account,
        requests: [
          () => changeRole(left, one, account, other),
          () => changeRole(right, one, account, other),
        ] as const,
        check: async () => expect(await admins(account)).toBe(1),
      };
    });
    expect([...outcomes]).toEqual(['200 200']);
  },
  TIMEOUT_MS,
);

test(
  'what an Admin writes while they are removed comes before the removal, or not at all',
  async () => {
    const outcomes = await race(async () => {
      const { account, one, other } = await twoAdmins();
      const { accountId } = account;
      return {
        account,
        requests: [
          () => removeUser(left, one, account, other),
          () =>
            right.call('renameAccount', { as: other.token, params: { accountId }, body: { name: 'Mine' } }),
        ] as const,
        check: async ([removed, renamed], committed) => {
          expect(removed.status).toBe(204);
          expect([200, 404]).toContain(renamed.status);
          expect(committed).toEqual(renamed.status === 200 ? [1, 0] : [0]);
          const { name } = done(await call('getAccount', { as: one.token, params: { accountId } }));
          expect(name).toBe(renamed.status === 200 ? 'Mine' : 'Acme');
        },
      };
    });
    expect([...outcomes].toSorted()).toEqual(['204 200', '204 not_found']);
  },
  TIMEOUT_MS,
);

test(
  'what an Admin who is removed invites meanwhile is never accepted afterwards',
  async () => {
    await race(async () => {
      const { account, one, other } = await twoAdmins();
      const { accountId } = account;
      const person = await berth.aPerson();
      return {
        account,
        requests: [
          () => removeUser(left, one, account, other),
          () =>
            right.call('createInvitation', {
              as: other.token,
              params: { accountId },
              body: { email: person.email, role: 'admin' },
            }),
        ] as const,
        check: async ([, invited]) => {
          expect([201, 404]).toContain(invited.status);
          if (invited.status === 404) return;
          const late_ = await call('acceptInvitation', {
            as: person.token,
            body: { token: tokenFor(account, invited.body.id) },
          });
          expect(late_).toMatchObject({ status: 410, body: { code: 'invitation_revoked' } });
        },
      };
    });
  },
  TIMEOUT_MS,
);

test(
  'an invitation is accepted before its sender is removed, or not at all',
  async () => {
    const outcomes = await race(async () => {
      const { account, one, other } = await twoAdmins();
      const person = await berth.aPerson();
      const { token } = await invite({ ...account, admin: other }, person.email);
      return {
        account,
        requests: [() => removeUser(left, one, account, other), () => accept(right, person, token)] as const,
        check: ([, accepted], committed) => expect(committed).toEqual(accepted.status === 200 ? [1, 0] : [0]),
      };
    });
    expect([...outcomes].toSorted()).toEqual(['204 200', '204 invitation_revoked']);
  },
  TIMEOUT_MS,
);

test(
  'an invitation is either accepted or revoked',
  async () => {
    const outcomes = await race(async () => {
      const account = await berth.anAccount();
      const person = await berth.aPerson();
      const { id, token } = await invite(account, person.email);
      const params = { accountId: account.accountId, invitationId: id };
      return {
        account,
        requests: [
          () => accept(left, person, token),
          () => right.call('revokeInvitation', { as: account.admin.token, params }),
        ] as const,
        check: async ([accepted]) => {
          const seen = await call('getAccount', { as: person.token, params });
          expect(seen.status).toBe(accepted.status === 200 ? 200 : 404);
        },
      };
    });
    expect([...outcomes].toSorted()).toEqual(['200 invitation_used', 'invitation_revoked 204']);
  },
  TIMEOUT_MS,
);

test(
  'a link is either accepted or replaced by a new one',
  async () => {
    const outcomes = await race(async () => {
      const account = await berth.anAccount();
      const person = await berth.aPerson();
      const { id, token } = await invite(account, person.email);
      clock.advance(61);
      const params = { accountId: account.accountId, invitationId: id };
      return {
        account,
        requests: [
          () => accept(left, person, token),
          () => right.call('resendInvitation', { as: account.admin.token, params, body: {} }),
        ] as const,
        check: async ([accepted]) => {
          if (accepted.status === 200) return;
          expect(await accept(left, person, tokenFor(account, id, 2))).toMatchObject({ status: 200 });
        },
      };
    });
    expect([...outcomes].toSorted()).toEqual(['200 invitation_used', 'invitation_expired 200']);
  },
  TIMEOUT_MS,
);

test(
  'two people with the same link: one becomes a user, the other hears that it was used',
  async () => {
    const outcomes = await race(async () => {
      const account = await berth.anAccount();
      const [one, other] = [await berth.aPerson(), await berth.aPerson()];
      const { token } = await invite(account, one.email);
      return {
        account,
        requests: [
          () => accept(left, one, token),
          // To this front the other's address is the one that was invited.
          () =>
            accept(
              right,
              { ...other, token: `${other.token}.${Buffer.from(one.email).toString('hex')}` },
              token,
            ),
        ] as const,
        check: async (answers) => {
          expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
          const params = { accountId: account.accountId };
          expect(done(await call('getAccount', { as: account.admin.token, params })).userCount).toBe(2);
        },
      };
    });
    expect([...outcomes].toSorted()).toEqual(['200 invitation_used', 'invitation_used 200']);
  },
  TIMEOUT_MS,
);

test(
  'one address is invited once, however many invite it at the same moment',
  async () => {
    const outcomes = await race(async () => {
      const { account, one, other } = await twoAdmins();
      const params = { accountId: account.accountId };
      const { email } = await berth.aPerson();
      const by = (front: Front, { token: as }: Person, address: string) =>
        front.call('createInvitation', { as, params, body: { email: address, role: 'member' } });
      return {
        account,
        requests: [() => by(left, one, email), () => by(right, other, email.toUpperCase())] as const,
        check: async () => {
          const { items } = done(await call('listInvitations', { as: one.token, params }));
          expect(items).toHaveLength(1);
        },
      };
    });
    expect([...outcomes].toSorted()).toEqual(['201 invitation_pending', 'invitation_pending 201']);
  },
  TIMEOUT_MS,
);
