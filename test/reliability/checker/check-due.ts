import {
  expiryOf,
  type RawDueRow,
  type RawFormer,
  type RawServiceAccount,
  type TableContent,
} from './items.ts';

const DAY_MS = 24 * 3_600_000;
/** How long a deleted environment can be restored, and a closed account resumed. */
const RESTORABLE_MS = 30 * DAY_MS;

/** The form of the time in due rows: to the second, rounded up. */
const dueAt = (at: number): string => new Date(Math.ceil(at / 1000) * 1000).toISOString().slice(0, 19);

/**
 * The invariants of due rows at any moment between two writes: each row that the directory names exists, and a deleted
 * environment has one for the end of its 30 days.
 */
export function checkDue({ accounts, directory, due }: TableContent, now: number): string[] {
  const filed = new Set(due.map(({ at, environment, what }) => `${environment} ${what} ${at}`));
  const deleted = new Map(
    [...accounts.values()]
      .flatMap(({ environments }) => environments)
      .filter(({ status }) => status === 'deleted')
      .map((environment) => [environment.id, environment]),
  );
  return [
    ...[...accounts].flatMap(([id, { account }]) =>
      account?.purgeAt === undefined || filed.has(`${id} account ${dueAt(Date.parse(account.purgeAt))}`)
        ? []
        : [`account ${id}: is closed, and nobody will remove it at ${account.purgeAt}`],
    ),
    ...[...accounts].flatMap(([id, { account, serviceAccounts, formers }]) => [
      ...(account?.purgeAt === undefined ||
      Date.parse(account.purgeAt) - Date.parse(account.statusSince ?? '') === RESTORABLE_MS
        ? []
        : [
            `account ${id}: was closed at ${account.statusSince}, and is to be removed at ${account.purgeAt}`,
          ]),
      ...(account === undefined || (account.status === 'closed' && account.purgeAt === undefined)
        ? []
        : serviceAccounts.flatMap((one) => checkReminders(id, one, filed, now))),
      ...(account === undefined || (account.status === 'closed' && account.purgeAt === undefined)
        ? []
        : formers.flatMap((one) => checkForgetting(id, one, due))),
    ]),
    ...[...directory].flatMap(([id, row]) => {
      const what = deleted.has(id) ? 'purge' : 'gates';
      return row.dueAt === undefined || filed.has(`${id} ${what} ${row.dueAt}`)
        ? []
        : [`environment ${id}: its row for ${what} at ${row.dueAt} is lost`];
    }),
    ...[...deleted].flatMap(([id, { restorableUntil, updatedAt }]) =>
      restorableUntil === undefined || Date.parse(restorableUntil) - Date.parse(updatedAt) >= RESTORABLE_MS
        ? []
        : [
            `environment ${id}: was deleted at ${updatedAt}, and can be restored only until ${restorableUntil}`,
          ],
    ),
    ...[...deleted].flatMap(([id, { restorableUntil }]) => {
      const at = directory.get(id)?.dueAt;
      if (at === undefined) return [`environment ${id}: is deleted, and nobody will purge it`];
      return restorableUntil === undefined || at === dueAt(Date.parse(restorableUntil))
        ? []
        : [`environment ${id}: can be restored until ${restorableUntil}, but is to be purged at ${at}`];
    }),
  ];
}

/** A former member is forgotten on their day. What takes several rounds has a later one. */
function checkForgetting(
  account: string,
  { userId, forgetAt }: RawFormer,
  due: readonly RawDueRow[],
): string[] {
  if (forgetAt === undefined) return [];
  const isFiled = due.some(
    ({ at, environment, what, user }) =>
      environment === account && what === 'former' && user === userId && at === forgetAt,
  );
  return isFiled ? [] : [`account ${account}: nobody will forget ${userId} at ${forgetAt}`];
}

/** The coming reminders of an expiry are filed, and the last stored one was due by then. */
function checkReminders(
  account: string,
  { id, expiresAt, reminded }: RawServiceAccount,
  filed: ReadonlySet<string>,
  now: number,
): string[] {
  if (expiresAt === undefined) return [];
  const missed = [7, 1]
    .map((days) => expiresAt - days * DAY_MS)
    .filter((at) => at > now && !filed.has(`${account} account ${dueAt(at)}`));
  return [
    ...missed.map((at) => `${id}: nobody will remind of its expiry at ${dueAt(at)}`),
    ...(reminded !== undefined && expiresAt - reminded * DAY_MS > now
      ? [`${id}: was reminded of ${reminded} days before it expires, which is not so yet`]
      : []),
  ];
}

/**
 * The invariants once the reader of the stream has read everything: each thing with leases is due when the first of them
 * can run out.
 * @param within seconds that the row may be later than that, or than now
 */
export function checkLeasesDue(
  { environments, directory }: TableContent,
  now: number,
  { within }: { readonly within: number },
): string[] {
  return [...environments].flatMap(([id, { gates }]) => {
    const expiries = gates.flatMap(({ l }) => Object.values(l)).map(expiryOf);
    if (expiries.length === 0) return [];
    const latest = dueAt(Math.max(now, Math.min(...expiries)) + within * 1000);
    const at = directory.get(id)?.dueAt;
    if (at === undefined) return [`environment ${id}: holds leases, and nobody will look at it`];
    return at > latest
      ? [`environment ${id}: is looked at only at ${at}, its first lease ends by ${latest}`]
      : [];
  });
}
