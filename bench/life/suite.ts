import { quantile } from '../measure/statistics.ts';
import { progress } from '../report/progress.ts';
import { table } from '../report/table.ts';
import { atMost, exactly, round, type Findings, type Verdict } from '../report/verdict.ts';
import type { Suite } from '../suite.ts';
import { benchBerth } from '../world/berth.ts';
import { play, type Life, type Lived } from './play.ts';

const varied = { slots: 40, spread: 60, pause: 60, deaths: 0 };
const lives: readonly Omit<Life, 'calls'>[] = [
  {
    name: '1 process, 20 calls at once',
    slots: 20,
    processes: 1,
    callersOfEach: 20,
    spread: 0,
    pause: 0,
    deaths: 0,
  },
  { name: '10 processes, 5 callers each', ...varied, processes: 10, callersOfEach: 5 },
  { name: '50 processes, 1 caller each', ...varied, processes: 50, callersOfEach: 1 },
  // Nobody else wants the slot that it waits for, so the slot stays empty the longest.
  { name: '41 processes, 1 waits alone', ...varied, processes: 41, callersOfEach: 1, pause: 10 },
  { name: '10 processes, 20 die on the way', ...varied, processes: 10, callersOfEach: 5, deaths: 20 },
];
const CALLS = 1000;
const QUICK = { calls: 60, deaths: 2 };
const CALL_SECONDS = 180;

/** What a thousand calls of three minutes cost from their start to their end, and how long slots stay empty. */
export const lifeSuite: Suite = async ({ dynamodb: { endpoint }, quick }) => {
  const bench = await benchBerth(endpoint);
  const lived = new Map<Life, Lived>();
  for (const life of lives) {
    progress(`life: ${life.name}`);
    const deaths = quick ? Math.min(QUICK.deaths, life.deaths) : life.deaths;
    const sized = { ...life, deaths, calls: quick ? QUICK.calls : CALLS };
    lived.set(sized, await play(sized, bench, endpoint));
  }
  return findings([...lived]);
};

function findings(lived: readonly (readonly [Life, Lived])[]): Findings {
  const figures = lived.map(([life, found]) => ({ life, ...figuresOf(found) }));
  const total = (of: 'lostSlots' | 'stuckSlots') => lived.reduce((sum, [, found]) => sum + found[of], 0);
  const over = lived.map(([{ slots }, { mostAtOnce }]) => Math.max(0, mostAtOnce - slots));
  const [together] = figures;
  const verdicts: Verdict[] = [
    atMost('requests for a call of three minutes, 20 in a process', 2.3, together?.requests ?? Number.NaN),
    atMost('the same, of Berth to DynamoDB', 2.3, together?.toDynamoDb ?? Number.NaN),
    // A killed process gives its slots back with its leases, which does not depend on waiting.
    ...figures
      .filter(({ life, filled }) => life.deaths === 0 && filled > 0)
      .map(({ life, emptyShare }) =>
        atMost(`a slot that is waited for is empty, ${life.name}`, 2, emptyShare * 100, ' %'),
      ),
    exactly('calls over the limit', 0, Math.max(...over)),
    exactly('slots lost by processes that live', 0, total('lostSlots')),
    exactly('slots still taken when all is over', 0, total('stuckSlots')),
  ];
  const head = [
    'calls',
    'requests a call',
    'to DynamoDB',
    'slots waited for',
    'from an end to the next start, s',
    '95 % within, s',
    'a slot that is waited for: empty',
    'all slots while somebody waits: empty',
  ];
  const rows = figures.map(
    ({ life, requests, toDynamoDb, filled, meanEmpty, longEmpty, emptyShare, emptyShareOfAll }) => [
      life.name,
      round(requests),
      round(toDynamoDb),
      String(filled),
      round(meanEmpty),
      round(longEmpty),
      percent(emptyShare),
      percent(emptyShareOfAll),
    ],
  );
  return { data: { figures }, verdicts, charts: {}, text: table([head, ...rows]) };
}

const percent = (share: number): string => (Number.isFinite(share) ? `${round(share * 100)} %` : '–');

function figuresOf({ calls, asked, emptyMs, waitedMs, slotMs, emptySlotMs }: Lived) {
  const seconds = emptyMs.map((milliseconds) => milliseconds / 1000);
  const meanEmpty = seconds.reduce((sum, one) => sum + one, 0) / seconds.length;
  return {
    requests: asked.requests / calls,
    toDynamoDb: asked.toDynamoDb / calls,
    filled: seconds.length,
    meanEmpty,
    longEmpty: quantile(seconds, 0.95),
    /** As a share of the time that the slot that a waiter gets next is empty or used. */
    emptyShare: meanEmpty / (meanEmpty + CALL_SECONDS),
    /** As a share of the time of all slots while somebody waits. */
    emptyShareOfAll: emptySlotMs / slotMs,
    waitedSeconds: waitedMs / 1000,
  };
}
