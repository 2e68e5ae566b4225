import { sweep, usualLimits } from '../../lib/background/sweep.ts';
import { checkDue, checkLeasesDue } from '../reliability/checker/check-due.ts';
import { checkTable } from '../reliability/checker/check-table.ts';
import { sortOut } from '../reliability/checker/items.ts';
import { withBug, type ClientBug, type SentWrite } from '../reliability/plant.ts';
import type { Item } from '../../lib/table/table.ts';
import { aBerth, done, inEnvironment } from '../setup/berth.ts';
import { fileDueOf } from '../setup/sweep.ts';

const berth = await aBerth();
const { call, context } = berth;
const { clock } = context;

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 3_600_000;

interface Bug extends ClientBug {
  readonly name: string;
  /** What the test then finds. */
  readonly finding: RegExp;
}

const toSecond = (at: number): string => new Date(at).toISOString().slice(0, 19);

/** The same write, with another time for the due row in it, if it is one of these. */
const moved =
  (by: number, which: (at: number) => boolean) =>
  (write: SentWrite): SentWrite => {
    const { Item: item, ExpressionAttributeValues: values } = write;
    const standing = (item?.['dueAt'] ?? values?.[':dueAt'] ?? '') as string;
    const at = Date.parse(`${standing}Z`);
    if (Number.isNaN(at) || !which(at)) return write;
    const to = toSecond(at + by);
    if (item === undefined) return { ...write, ExpressionAttributeValues: { ...values, ':dueAt': to } };
    return { ...write, Item: { ...item, dueAt: to, sk: String(item['sk']).replace(standing, to) } };
  };

const inDays = (at: number) => at > clock.now() + DAY_MS;
const soon = (at: number) => !inDays(at);
/** A round that is not complete files the next look for a minute later. */
const afterRound = (at: number) => soon(at) && clock.now() > purgesFrom;
let purgesFrom = Infinity;

const earlier = moved(-20 * DAY_MS, inDays);

const bugs: readonly Bug[] = [
  {
    name: 'a look at gates that is filed too late',
    write: moved(10 * MINUTE_MS, soon),
    finding: /is looked at only at .*, its first lease ends by/,
  },
  {
    name: 'a look at gates that is not filed',
    write: (write) => (write.Item?.['what'] === 'gates' ? undefined : write),
    finding: /its row for gates at .* is lost/,
  },
  {
    name: 'a purge that is filed too late',
    write: moved(DAY_MS, inDays),
    finding: /can be restored until .*, but is to be purged at/,
  },
  {
    name: 'a deleted environment that can be restored for ten days',
    write(write) {
      const { Item: item } = write;
      const until = item?.['restorableUntil'];
      if (typeof until !== 'string') return earlier(write);
      return {
        ...write,
        Item: { ...item, restorableUntil: new Date(Date.parse(until) - 20 * DAY_MS).toISOString() },
      };
    },
    finding: /was deleted at .*, and can be restored only until/,
  },
  {
    name: 'a purge that does not look whether its day has come',
    write: earlier,
    read: (output) => {
      const item = output['Item'] as Item | undefined;
      return item?.['restorableUntil'] === undefined
        ? output
        : { ...output, Item: { ...item, restorableUntil: '2000-01-01T00:00:00.000Z' } };
    },
    finding: /what can be restored is gone/,
  },
  {
    name: 'a purge over its budget that is not gone on with',
    write(write) {
      const { Item: item, ConditionExpression, ExpressionAttributeValues: values } = write;
      if (item?.['what'] === 'purge' && afterRound(Date.parse(`${String(item['dueAt'])}Z`))) return undefined;
      if (ConditionExpression !== 'dueAt = :own' || clock.now() <= purgesFrom) return write;
      return {
        ...write,
        UpdateExpression: 'REMOVE dueAt',
        ExpressionAttributeValues: { ':own': values?.[':own'] },
      };
    },
    finding: /is deleted, and nobody will purge it/,
  },
  {
    name: 'a purge over its budget that passes over what is left',
    read(output, { Limit }) {
      const items = output['Items'] as readonly Item[] | undefined;
      return Limit === 25 && items !== undefined && items.length < 25 ? { ...output, Items: [] } : output;
    },
    finding: /AGENT#.* is of .*, which does not exist/,
  },
];

/**
 * A call runs. An environment is deleted, restored, deleted, and purged by rounds with a small budget.
 * @returns what is wrong
 */
async function findings(): Promise<string[]> {
  purgesFrom = Infinity;
  const account = await berth.anAccount();
  const { accountId } = account;
  const [used, full] = [await berth.anEnvironment(account), await berth.anEnvironment(account)];
  const found: string[] = [];
  const look = (sentences: readonly string[]) =>
    void found.push(
      ...sentences.filter((text) => [accountId, used.id, full.id].some((id) => text.includes(id))),
    );
  const dues = async () => checkDue(sortOut(await berth.items()), clock.now());
  const of = inEnvironment(account, full.id);
  const round = () => sweep({ requestId: 'a round' }, context, { ...usualLimits, purgedOfOne: 25 });

  done(await call('startCall', { as: used.key, body: { leaseSeconds: 600 } }));
  await fileDueOf(context);
  look(await dues());
  look(checkLeasesDue(sortOut(await berth.items()), clock.now(), { within: 62 }));

  for (let n = 0; n < 30; n += 1)
    done(await call('createAgent', { as: full.key, body: { name: `agent ${n}` } }));
  done(await call('deleteEnvironment', of));
  look(await dues());
  clock.advance((15 * DAY_MS) / 1000);
  await round();
  if ((await call('restoreEnvironment', { ...of, body: {} })).status !== 200)
    return [...found, 'what can be restored is gone'];
  done(await call('deleteEnvironment', of));

  purgesFrom = clock.now() + 30 * DAY_MS;
  clock.advance((30 * DAY_MS + MINUTE_MS) / 1000);
  for (let rounds = 0; rounds < 8; rounds += 1) {
    await round();
    look(await dues());
    clock.advance(61);
  }
  look(checkTable(await berth.items(), clock.now()));
  return found;
}

test('the deployed code passes', async () => {
  expect(await withBug(context.table, {}, findings)).toEqual([]);
});

test.each(bugs)('$name is found', async (bug) => {
  const found = await withBug(context.table, bug, findings);
  expect(found.filter((sentence) => bug.finding.test(sentence))).not.toEqual([]);
});
