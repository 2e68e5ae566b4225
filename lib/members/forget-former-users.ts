import type { Operation } from '../api/operation.ts';
import type { AuditEvent } from '../api/routes/audit.ts';
import type { AccountId, UserId } from '../api/schemas/ids.ts';
import { foldEmail } from '../api/schemas/email.ts';
import type { MembershipItem } from '../auth/membership.ts';
import { commit, type Change } from '../change/commit.ts';
import { instant, seconds, type Clock } from '../clock.ts';
import type { Context } from '../context.ts';
import { dueAt } from '../due/due.ts';
import type { InvitationItem } from '../invitations/invitation.ts';
import { forgetAddress } from '../invitations/invited-address.ts';
import { isOutdated, Outdated, outdated, type Cause } from '../request.ts';
import { retry } from '../table/retry.ts';
import { changeSeats } from './seats.ts';
import { keyOf } from '../table/keys.ts';
import { ranges } from '../table/ranges.ts';
import { query, readRange, type Table } from '../table/table.ts';
import { transact, type Write } from '../table/transact.ts';

/**
 * How long name and address of a removed user are kept, and the rest of the membership: no session lives longer than 30
 * days.
 */
export const FORMER_SECONDS = 90 * 24 * 3_600;

/** Replaces a name in the audit trail. */
export const FORMER_USER = 'Former user';

type EventItem = AuditEvent & { readonly pk: string; readonly sk: string };

/**
 * Erases the names and addresses of former users whose time has come from the account: from its audit trail, its
 * invitations, and last from what is left of their memberships. Their user ids stay. When it is interrupted, it is done
 * again from the beginning.
 */
export async function forgetFormerUsers(
  account: AccountId,
  { requestId }: Pick<Cause, 'requestId'>,
  context: Context,
): Promise<void> {
  const { table } = context;
  const now = dueAt(context.clock.now());
  const members = await readRange<MembershipItem>(table, ranges.members(account));
  for (const member of members) {
    if (member.removedAt === undefined || member.forgetAt === undefined || member.forgetAt > now) continue;
    const addresses = await forgetInTrail(account, member, table);
    await retry(
      () => forgetInInvitations(account, member.userId, addresses, { requestId }, context),
      isOutdated,
      table.deadline,
    );
    await forgetInMembership(member as Former, table);
  }
}

/** @returns the addresses that the person has had here, folded */
async function forgetInTrail(
  account: AccountId,
  { userId, email }: MembershipItem,
  table: Table,
): Promise<ReadonlySet<string>> {
  const addresses = new Set([foldEmail(email)]);
  const invitations = new Set<string>();
  const theirs: EventItem[] = [];
  await eachEvent(account, table, (event) => {
    const { actor, target, before = {}, after = {} } = event;
    const isAbout = target.id === userId;
    if (isAbout) for (const one of [before['email'], after['email']]) note(addresses, one);
    if (actor.id === userId) note(addresses, actor.email);
    if (after['userId'] === userId) invitations.add(target.id);
    if (actor.id === userId || isAbout) theirs.push(event);
  });
  const toThem: EventItem[] = [];
  await eachEvent(account, table, (event) => {
    const { action, target, before = {}, after = {} } = event;
    if (!action.startsWith('invitation.')) return;
    const named = [target.name, before['email'], after['email']];
    const isToThem = named.some((one) => typeof one === 'string' && addresses.has(foldEmail(one)));
    if (isToThem || invitations.has(target.id)) toThem.push(event);
  });
  const about = new Set(toThem.map(({ id }) => id));
  const all = new Map([...theirs, ...toThem].map((event) => [event.id, event]));
  for (const event of all.values())
    await rewrite(table, withoutPerson(event, userId, about.has(event.id)), 'attribute_exists(pk)');
  return addresses;
}

const note = (addresses: Set<string>, address: unknown) => {
  if (typeof address === 'string') addresses.add(foldEmail(address));
};

async function eachEvent(account: AccountId, table: Table, look: (event: EventItem) => void): Promise<void> {
  let after: string | undefined;
  do {
    const page = await query<EventItem>(table, ranges.events(account), after === undefined ? {} : { after });
    page.items.forEach(look);
    after = page.last;
  } while (after !== undefined);
}

function withoutPerson(
  { actor, target, before, after, ...event }: EventItem,
  userId: UserId,
  isToThem: boolean,
) {
  const { email: _, ...nameless } = actor;
  const isAbout = isToThem || target.id === userId;
  return {
    ...event,
    actor: actor.id === userId ? nameless : actor,
    target: isAbout ? { ...target, name: FORMER_USER } : target,
    ...(before !== undefined && { before: isAbout ? withoutAddress(before) : before }),
    ...(after !== undefined && { after: isAbout ? withoutAddress(after) : after }),
  };
}

const withoutAddress = ({ email: _, name: __, ...facts }: Readonly<Record<string, unknown>>) => facts;

/**
 * Invitations to them are deleted, an open one revoked; those that they sent no longer say from whom.
 * @throws Outdated when one has changed in the meantime
 */
async function forgetInInvitations(
  account: AccountId,
  userId: UserId,
  addresses: ReadonlySet<string>,
  { requestId }: Pick<Cause, 'requestId'>,
  context: Context,
): Promise<void> {
  const cause: Cause = { caller: { kind: 'system', name: 'sweeper' }, requestId };
  for (const invitation of await readRange<InvitationItem>(context.table, ranges.invitations(account))) {
    const ifStill = {
      ConditionExpression: 'version = :version',
      ExpressionAttributeValues: { ':version': invitation.version },
    };
    if (addresses.has(foldEmail(invitation.email))) {
      const gone: Write[] = [
        { Delete: { Key: keyOf(invitation), ...ifStill }, onConditionFailed: outdated },
        forgetAddress(invitation),
      ];
      if (invitation.status === 'open')
        await commit(cause, context, revocation(invitation, gone, context.clock));
      else await transact(context.table, gone);
    } else if (invitation.invitedBy === userId && invitation.inviterEmail !== '')
      await transact(context.table, [
        {
          Put: { Item: { ...invitation, inviterName: FORMER_USER, inviterEmail: '' }, ...ifStill },
          onConditionFailed: outdated,
        },
      ]);
  }
}

/** Revokes an open invitation to someone who is erased. */
const revocation = (
  { accountId, id, role, holdsSeat }: InvitationItem,
  gone: readonly Write[],
  clock: Clock,
): Change<Operation & { answer?: never }> => ({
  account: accountId,
  writes: [...gone, ...(holdsSeat ? [changeSeats(accountId, { seats: -1 }, instant(clock.now()))] : [])],
  event: {
    action: 'invitation.revoked',
    target: { type: 'invitation', id, name: FORMER_USER },
    before: { role },
  },
  answer: { body: undefined },
});

type Former = MembershipItem & { readonly removedAt: string };

/** The rest of the membership keeps sessions from before the removal invalid. */
async function forgetInMembership({ forgetAt: _, ...member }: Former, table: Table): Promise<void> {
  const ttl = seconds(Date.parse(member.removedAt)) + FORMER_SECONDS;
  await unlessChanged(table, [
    {
      Put: {
        Item: { ...member, name: FORMER_USER, email: '', ttl },
        ConditionExpression: 'version = :version AND attribute_exists(forgetAt)',
        ExpressionAttributeValues: { ':version': member.version },
      },
      onConditionFailed: outdated,
    },
  ]);
}

const rewrite = (table: Table, item: object, ConditionExpression: string) =>
  unlessChanged(table, [{ Put: { Item: { ...item }, ConditionExpression }, onConditionFailed: outdated }]);

/** Another request has invited the person again, or has removed the item. */
async function unlessChanged(table: Table, writes: readonly Write[]): Promise<void> {
  await transact(table, writes).catch((thrown: unknown) => {
    if (!(thrown instanceof Outdated)) throw thrown;
  });
}
