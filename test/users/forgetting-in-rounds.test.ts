import { meter } from '../../bench/measure/meter.ts';
import { sweep, usualLimits } from '../../lib/background/sweep.ts';
import type { UserId } from '../../lib/api/schemas/ids.ts';
import { forgetInEvent, type EventItem } from '../../lib/members/forget-in-event.ts';
import { followToken } from '../../lib/members/follow-token.ts';
import { keys } from '../../lib/table/keys.ts';
import { ranges } from '../../lib/table/ranges.ts';
import { read, readRange, type Item } from '../../lib/table/table.ts';
import type { FormerMemberItem, MembershipItem } from '../../lib/auth/membership.ts';
import { checkTable } from '../reliability/checker/check-table.ts';
import { withBug, type ClientBug } from '../reliability/plant.ts';
import { restore } from '../reliability/table-copy.ts';
import { aBerth, asAdmin, done, type Person, type TestAccount } from '../setup/berth.ts';
import { lengthenTrail } from '../setup/trail.ts';
import { expectSound } from '../setup/sound.ts';
import { formers } from './formers.ts';

const berth = await aBerth();
const { call, context } = berth;
const { table, clock } = context;
const { found, invite, someoneActive } = formers(berth);
const counter = meter(table.documents, process.env['DYNAMODB_ENDPOINT'] ?? '');
const DAY = 24 * 3600;

/** A trail of one page is more than one round may process. */
const small = { ...usualLimits, purgedOfOne: 10 };
const round = (limits = small) => sweep({ requestId: 'a round' }, context, limits);
const nextRound = () => clock.advance(61);

async function rounds(most: number): Promise<void> {
  for (let count = 0; count < most; count += 1) {
    await round();
    nextRound();
  }
}

async function remove(account: TestAccount, { userId }: Person): Promise<void> {
  done(await call('removeUser', { ...asAdmin(account, { userId }), query: { forget: true } }));
  nextRound();
}

const eventsOf = ({ accountId }: TestAccount) => readRange<EventItem>(table, ranges.events(accountId));
const membershipOf = ({ accountId }: TestAccount, { userId }: Person) =>
  read<MembershipItem>(table, keys.member(accountId, userId as UserId));
const formerOf = ({ accountId }: TestAccount, { userId }: Person) =>
  read<FormerMemberItem>(table, keys.formerMember(accountId, userId as UserId));
const isOf =
  ({ userId, email }: Person) =>
  ({ actor, target, after = {} }: EventItem) =>
    [actor.id, target.id, after['userId']].includes(userId) || target.name === email;

/** Pages are short, as when DynamoDB stops at a megabyte, and after this many no request is answered. */
async function withShortPages<Result>(
  length: number,
  answered: number,
  run: () => Promise<Result>,
): Promise<Result> {
  let left = answered;
  table.documents.middlewareStack.add(
    (next) => (request) => {
      left -= 1;
      if (left < 0) throw new Error('interrupted');
      const input = request.input as { Limit?: number };
      return next({ ...request, input: input.Limit === 500 ? { ...input, Limit: length } : input });
    },
    { step: 'initialize', name: 'short pages' },
  );
  try {
    return await run();
  } finally {
    table.documents.middlewareStack.remove('short pages');
  }
}

test('wherever a round is interrupted, the next one forgets the rest', async () => {
  const account = await berth.anAccount();
  const { person, texts } = await someoneActive(account);
  await remove(account, person);
  const before = await berth.items();
  let interruptedAfter = 0;
  for (let isThrough = false; !isThrough; interruptedAfter += 1) {
    await restore(table, before);
    isThrough = await withShortPages(3, interruptedAfter, async () => {
      const { failed } = await round(usualLimits).catch(() => ({ failed: 1 }));
      return failed === 0;
    });
    nextRound();
    await round(usualLimits);
    const wrong = checkTable(await berth.items(), clock.now());
    expect({ interruptedAfter, left: await found(...texts), wrong }).toEqual({
      interruptedAfter,
      left: [],
      wrong: [],
    });
  }
  // Requests of the sweeper itself, of the account and the person, and of each page.
  expect(interruptedAfter).toBeGreaterThan(30);
});

test('a trail of any length is forgotten round by round, and no round reads more than a page and its surroundings', async () => {
  const account = await berth.anAccount();
  const { person, texts } = await someoneActive(account);
  await lengthenTrail(account, person, 1_700, context);
  await remove(account, person);
  const others = (await eventsOf(account)).filter((event) => !isOf(person)(event));
  const costs: { readUnits: number; writeUnits: number }[] = [];
  const written: string[] = [];
  while (costs.length < 12 && (await formerOf(account, person))?.email !== '') {
    costs.push(await counter.costOfAll(() => round()));
    nextRound();
    // The others continue, and their events stay complete.
    const name = `Acme ${costs.length}`;
    done(await call('renameAccount', { ...asAdmin(account), body: { name } }));
    written.push(name);
  }
  expect(costs.length).toBeGreaterThan(3);
  // A page has 500 events. Reading it costs 55 units, and fifty of its events are rewritten.
  for (const { readUnits, writeUnits } of costs) {
    expect(readUnits).toBeLessThanOrEqual(100);
    expect(writeUnits).toBeLessThanOrEqual(80);
  }
  expect(await found(...texts)).toEqual([]);
  const after = await eventsOf(account);
  const ids = new Set(others.map(({ id }) => id));
  expect(after.filter(({ id }) => ids.has(id))).toEqual(others);
  const told = after.filter(({ actor }) => actor.email === account.admin.email);
  const names = new Set(told.map(({ after: facts }) => facts?.['name']));
  expect(written.filter((name) => !names.has(name))).toEqual([]);
  await expectSound(berth);
});

test('a person who is invited again in the meantime is not forgotten further', async () => {
  const account = await berth.anAccount();
  const { person } = await someoneActive(account);
  await lengthenTrail(account, person, 1_100, context);
  await remove(account, person);
  await round();
  expect(await formerOf(account, person)).toHaveProperty('forgottenTo');
  nextRound();
  const again = await berth.aPerson({ email: person.email, authTime: Math.floor(clock.now() / 1000) });
  const token = await invite(account, person.email);
  done(await call('acceptInvitation', { as: again.token, body: { token } }));
  const before = await found(person.email);
  expect(before.length).toBeGreaterThan(10);
  await rounds(6);
  expect(await found(person.email)).toEqual(before);
  expect(await formerOf(account, person)).toBeUndefined();
  expect(await membershipOf(account, person)).not.toHaveProperty('forgottenTo');
});

test('former addresses are forgotten with the last one, with everything stored about them', async () => {
  const account = await berth.anAccount();
  const { accountId } = account;
  const { person } = await someoneActive(account);
  const moveTo = async (email: string) => {
    const shown = (await membershipOf(account, person)) as MembershipItem;
    const now = { ...(await context.people.identify(person.token)), email, issuedAt: shown.profileFrom + 1 };
    await followToken(now, accountId, shown, 'a request', context);
  };
  await moveTo(`second-${person.email}`);
  await moveTo(`third-${person.email}`);
  // The invitation went to an earlier address, and has expired by the time that the person is forgotten.
  await invite(account, person.email);
  const { items } = done(await call('listInvitations', asAdmin(account)));
  const invitation = items.find(({ email }) => email === person.email);
  done(await call('revokeInvitation', asAdmin(account, { invitationId: invitation?.id ?? '' })));
  done(await call('removeUser', asAdmin(account, { userId: person.userId })));
  clock.advance(91 * DAY);
  // As DynamoDB's time to live does.
  await restore(
    table,
    (await berth.items()).filter(({ ttl }) => ttl === undefined || Number(ttl) > clock.now() / 1000),
  );
  expect((await found(person.email)).length).toBeGreaterThan(5);
  await rounds(6);
  expect(await found(person.email)).toEqual([]);
});

test('when two people in one event are forgotten at once, both are, though each saw the event before the other’s change', async () => {
  const account = await berth.anAccount();
  const [one, other] = [await someoneActive(account), await someoneActive(account)];
  const event: EventItem = {
    ...((await eventsOf(account)).find(({ action }) => action === 'user.updated') as EventItem),
    actor: { type: 'user', id: one.person.userId, email: one.person.email },
    target: { type: 'user', id: other.person.userId, name: 'Zelda' },
    before: { email: other.person.email, role: 'admin' },
    after: { email: other.person.email, role: 'member' },
  };
  await restore(table, [...(await berth.items()).filter(({ sk }) => sk !== event.sk), { ...event }]);
  const forget = ({ userId, email }: Person) =>
    forgetInEvent(event, { userId: userId as UserId, addresses: new Set([email]) }, table);
  expect([await forget(one.person), await forget(other.person)]).toEqual([true, true]);
  expect((await eventsOf(account)).find(({ sk }) => sk === event.sk)).toEqual({
    ...event,
    actor: { type: 'user', id: one.person.userId },
    target: { type: 'user', id: other.person.userId, name: 'Former user' },
    before: { role: 'admin' },
    after: { role: 'member' },
  });
});

const bugs: readonly (ClientBug & { readonly name: string; readonly finding: RegExp })[] = [
  {
    name: 'rounds that do not file the next',
    write: (write) => (write.Item?.['what'] === 'former' ? undefined : write),
    finding: /nobody will forget/,
  },
  {
    name: 'a budget that passes over what is left',
    read(output, { Limit }) {
      const { LastEvaluatedKey: last, ...rest } = output;
      return Limit === 500 && String((last as Item | undefined)?.['sk']).startsWith('evt_') ? rest : output;
    },
    finding: /is forgotten, but .* in the trail tells who that was/,
  },
  {
    name: 'a position behind the one where a round stopped',
    write(write) {
      const { ':position': position, ...values } = write.ExpressionAttributeValues ?? {};
      if (!String(position).startsWith('evt_')) return write;
      return { ...write, ExpressionAttributeValues: { ...values, ':position': 'evt_Z' } };
    },
    finding: /is forgotten, but .* in the trail tells who that was/,
  },
];

/** Forgets a person in a trail of more than two pages. @returns what is wrong */
async function findings(bug: ClientBug): Promise<string[]> {
  const account = await berth.anAccount();
  const { person } = await someoneActive(account);
  await lengthenTrail(account, person, 1_100, context);
  await remove(account, person);
  await withBug(table, bug, () => rounds(6));
  const wrong = checkTable(await berth.items(), clock.now());
  return wrong.filter((sentence) => sentence.includes(account.accountId));
}

test('the check finds nothing left of a forgotten person', async () => {
  expect(await findings({})).toEqual([]);
});

test.each(bugs)('the check finds the bug: $name', async (bug) => {
  const wrong = await findings(bug);
  expect(wrong.filter((sentence) => bug.finding.test(sentence))).not.toEqual([]);
});
