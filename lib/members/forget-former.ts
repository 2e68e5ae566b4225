import pMap from 'p-map';
import type { Operation } from '../api/operation.ts';
import type { AccountId } from '../api/schemas/ids.ts';
import { foldEmail } from '../api/schemas/email.ts';
import { isToBeRemoved, type AccountItem } from '../accounts/account.ts';
import type { FormerMemberItem } from '../auth/membership.ts';
import { commit, type Change } from '../change/commit.ts';
import { instant, seconds, type Clock } from '../clock.ts';
import type { Context } from '../context.ts';
import { dueAt } from '../due/due.ts';
import { dropFormerDue, refileFormer, type FormerDueItem } from '../due/former-due.ts';
import type { InvitationItem } from '../invitations/invitation.ts';
import { forgetAddress, readAddress } from '../invitations/invited-address.ts';
import { isOutdated, outdated, type Cause } from '../request.ts';
import { keyOf, keys } from '../table/keys.ts';
import type { PurgeBudget } from '../table/purge-range.ts';
import { ranges, type Range } from '../table/ranges.ts';
import { retry } from '../table/retry.ts';
import { query, read, type Table } from '../table/table.ts';
import { transact, type Write } from '../table/transact.ts';
import { drop, ifVersion, updateBlind } from '../table/write.ts';
import { FORMER_USER, forgetInEvent, type EventItem, type ForgottenPerson } from './forget-in-event.ts';
import { changeSeats } from './seats.ts';

/**
 * How long name and address of a removed user are kept, and the rest of the membership: no session lives longer than 30
 * days.
 */
export const FORMER_SECONDS = 90 * 24 * 3_600;

/** Items that one request reads. */
const PAGE = 500;
/** Reading this many items costs about as much as one write, and counts as one against the budget. */
const READ_FOR_ONE = 25;
/** Concurrent writes. */
const AT_ONCE = 25;

type Budgeted = Pick<Cause, 'requestId'> & { readonly budget: PurgeBudget };

/**
 * Erases the name and addresses of a former member from the account: from its invitations, its audit trail, and finally
 * from the rest of their membership. Their user id is kept. When it is interrupted, or the budget is used up, the next
 * run continues where it stopped.
 */
export async function forgetFormer(
  row: FormerDueItem,
  { requestId, budget }: Budgeted,
  context: Context,
): Promise<void> {
  const { table, clock, settings } = context;
  const now = clock.now();
  const [account, former] = await Promise.all([
    read<AccountItem>(table, keys.account(row.accountId)),
    read<FormerMemberItem>(table, keys.formerMember(row.accountId, row.userId)),
  ]);
  if (account === undefined || former?.forgetAt !== row.dueAt) {
    await drop(table, keyOf(row), {});
    return;
  }
  // The removal of an account removes its former members as well.
  const isDone = !isToBeRemoved(account, now) && (await forgetPerson(former, { requestId, budget }, context));
  if (!isDone) await refileFormer(row, dueAt(now + settings.sweepSeconds * 1000), context);
}

/**
 * @returns false when something is left to do. When they came back in the meantime, or another run or request has given
 *   them another due row, nothing is left for this one.
 */
async function forgetPerson(
  former: FormerMemberItem,
  { requestId, budget }: Budgeted,
  context: Context,
): Promise<boolean> {
  const { table } = context;
  const { accountId, userId, email, earlierEmails = [] } = former;
  const person: ForgottenPerson = { userId, addresses: new Set([foldEmail(email), ...earlierEmails]) };
  // An invitation that is sent to them after the invitations were processed is a new one, and is kept.
  const walks: readonly Walk[] = [
    {
      range: ranges.invitations(accountId),
      forget: (item) => forgetInInvitation(item as InvitationItem, person, { requestId }, context),
    },
    { range: ranges.events(accountId), forget: (item) => forgetInEvent(item as EventItem, person, table) },
  ];
  let position = former.forgottenTo;
  const first = walks.findIndex(({ range }) => position?.startsWith(range.beginsWith));
  for (const { range, forget } of walks.slice(Math.max(0, first))) {
    let after = position?.startsWith(range.beginsWith) ? position : undefined;
    do {
      if (budget.left <= 0) return false;
      const page = await retry(() => forgetPage(range, after, forget, table), isOutdated, table.deadline);
      budget.left -= Math.ceil(page.read / READ_FOR_ONE) + page.changed;
      after = page.last;
      position = page.position ?? position;
      const isLeft = after !== undefined || budget.left <= 0;
      if (isLeft && position !== undefined && !(await notePosition(former, position, table))) return true;
    } while (after !== undefined);
  }
  await forgetAddresses(accountId, person.addresses, table);
  await forgetInMembership(former, table);
  return true;
}

interface Walk {
  readonly range: Range;
  /** @returns whether there was anything to erase */
  readonly forget: (item: InvitationItem | EventItem) => Promise<boolean>;
}

/** @returns how many items were read and changed, and the position of the last one */
async function forgetPage(range: Range, after: string | undefined, forget: Walk['forget'], table: Table) {
  const { items, last } = await query<InvitationItem | EventItem>(table, range, {
    limit: PAGE,
    ...(after !== undefined && { after }),
  });
  const changes = await pMap(items, forget, { concurrency: AT_ONCE });
  return { read: items.length, changed: changes.filter(Boolean).length, position: items.at(-1)?.sk, last };
}

/** @returns false when the erasing must stop: they were invited again, or another run has finished it */
async function notePosition(former: FormerMemberItem, position: string, table: Table): Promise<boolean> {
  const { done } = await updateBlind(table, keyOf(former), {
    UpdateExpression: 'SET forgottenTo = :position',
    ConditionExpression: 'version = :version AND attribute_exists(forgetAt)',
    ExpressionAttributeValues: { ':position': position, ':version': former.version },
  });
  return done;
}

/**
 * An invitation to them is deleted, and an open one is revoked; an invitation that they sent no longer names its
 * sender.
 * @throws Outdated when it has changed in the meantime
 */
async function forgetInInvitation(
  invitation: InvitationItem,
  { userId, addresses }: ForgottenPerson,
  { requestId }: Pick<Cause, 'requestId'>,
  context: Context,
): Promise<boolean> {
  if (addresses.has(foldEmail(invitation.email))) {
    const gone: Write[] = [
      { Delete: { Key: keyOf(invitation), ...ifVersion(invitation) }, onConditionFailed: outdated },
      forgetAddress(invitation),
    ];
    const cause: Cause = { caller: { kind: 'system', name: 'sweeper' }, requestId };
    if (invitation.status === 'open')
      await commit(cause, context, revocation(invitation, gone, context.clock));
    else await transact(context.table, gone);
    return true;
  }
  if (invitation.invitedBy !== userId || invitation.inviterEmail === '') return false;
  await transact(context.table, [
    {
      Put: { Item: { ...invitation, inviterName: FORMER_USER, inviterEmail: '' }, ...ifVersion(invitation) },
      onConditionFailed: outdated,
    },
  ]);
  return true;
}

/** The item of an address outlives the invitations to it, which DynamoDB's time to live removes. */
async function forgetAddresses(
  account: AccountId,
  addresses: ReadonlySet<string>,
  table: Table,
): Promise<void> {
  for (const address of addresses) {
    const noted = await readAddress(table, account, address);
    if (noted === undefined) continue;
    if ((await read(table, keys.invitation(account, noted.invitationId))) !== undefined) continue;
    await drop(table, keys.invited(account, address), ifVersion(noted));
  }
}

/** Revokes an open invitation to a person who is being erased. */
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

/**
 * What is left of the membership keeps sessions from before the removal invalid. A person who came back is not changed.
 */
async function forgetInMembership(
  { forgetAt, forgottenTo: _, earlierEmails: __, ...rest }: FormerMemberItem,
  table: Table,
): Promise<void> {
  const ttl = seconds(Date.parse(rest.removedAt)) + FORMER_SECONDS;
  const change = transact(table, [
    {
      Put: {
        Item: { ...rest, name: FORMER_USER, email: '', ttl },
        ConditionExpression: 'version = :version AND forgetAt = :at',
        ExpressionAttributeValues: { ':version': rest.version, ':at': forgetAt },
      },
      onConditionFailed: outdated,
    },
    ...dropFormerDue(rest.accountId, rest.userId, forgetAt),
  ]);
  await change.catch((thrown: unknown) => {
    if (!isOutdated(thrown)) throw thrown;
  });
}
