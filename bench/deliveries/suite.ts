import { setTimeout as sleep } from 'node:timers/promises';
import { serve as serveDeliveries } from '../../functions/deliveries.ts';
import { serve as serveUsage } from '../../functions/usage.ts';
import type { WebhookId } from '../../lib/api/schemas/ids.ts';
import { instant, newId } from '../../lib/clock.ts';
import { publicOutbound } from '../../lib/deliveries/public-outbound.ts';
import { keys } from '../../lib/table/keys.ts';
import { transact } from '../../lib/table/transact.ts';
import type { StoredWebhook, WebhooksItem } from '../../lib/webhooks/webhook.ts';
import { localDeliveryQueue } from '../../local/delivery-queue.ts';
import { follow } from '../../local/streams/follow.ts';
import { median, quantile, ratio, spread } from '../measure/statistics.ts';
import { progress } from '../report/progress.ts';
import { table } from '../report/table.ts';
import { atMost, exactly, withQuartiles } from '../report/verdict.ts';
import type { Suite } from '../suite.ts';
import { anEnvironment, benchBerth, type BenchBerth } from '../world/berth.ts';
import { aReceiver, badKinds, type Kind } from './receivers.ts';

/** The other receivers of the events of the good receiver. */
const companies: Readonly<Record<string, readonly Kind[]>> = {
  alone: [],
  'beside six good ones': badKinds.map(() => 'good'),
  'beside six bad ones': badKinds,
};

/** The times of a round, in milliseconds from the commit of a start or an end to its arrival at the good receiver. */
interface Round {
  readonly p50: number;
  readonly p99: number;
  readonly arrived: number;
}

/** How long events take to reach a receiver while calls come at a steady pace, beside other receivers. */
export const deliveriesSuite: Suite = async ({ dynamodb: { endpoint }, quick, rounds }) => {
  const bench = await benchBerth(endpoint, { stream: true });
  const queue = localDeliveryQueue();
  const context = { ...bench.context, deliveries: queue, outbound: publicOutbound({ loopback: true }) };
  queue.consume(serveDeliveries({ ...context, delay: (...pause) => queue.delay(...pause) }));
  const usage = serveUsage(context);
  const stream = await follow({
    endpoint,
    tableName: context.table.name,
    consumer: { name: 'usage', handle: (event) => usage(event) },
    everyMs: 50,
    onFailure: (thrown) => {
      throw thrown;
    },
  });
  const load = quick ? { calls: 20, aSecond: 5 } : { calls: 100, aSecond: 5 };
  const played = quick ? 2 : rounds;
  const figures = new Map<string, Round[]>(Object.keys(companies).map((name) => [name, []]));
  try {
    for (let number = 1; number <= played; number += 1) {
      for (const [name, company] of Object.entries(companies)) {
        progress(`deliveries: round ${number} of ${played}, ${name}`);
        figures.get(name)?.push(await aRound(bench, company, load));
      }
    }
  } finally {
    await stream.stop();
    await queue.stop();
  }
  return findings(figures, 2 * load.calls * played, load.aSecond);
};

async function aRound(
  bench: BenchBerth,
  company: readonly Kind[],
  { calls, aSecond }: { calls: number; aSecond: number },
): Promise<Round> {
  const { context } = bench;
  const environment = await anEnvironment(context, 200);
  const keyOf = ({ type, data }: { type: string; data: { id: string } }) => `${type} ${data.id}`;
  const good = await aReceiver('good', keyOf);
  const others = await Promise.all(company.map((kind) => aReceiver(kind, keyOf)));
  const key = keys.webhooks(environment.id);
  const webhooks = [good, ...others].map(({ url }): StoredWebhook => ({
    id: newId<WebhookId>('whk', context.clock),
    url,
    description: '',
    events: ['call.started', 'call.ended'],
    enabled: true,
    secretVersion: 1,
    createdAt: instant(context.clock.now()),
    updatedAt: instant(context.clock.now()),
    version: 1,
  }));
  const item: Omit<WebhooksItem, keyof typeof key> = {
    accountId: environment.account,
    webhooks: Object.fromEntries(webhooks.map((webhook) => [webhook.id, webhook])),
  };
  await transact(context.table, [{ Put: { Item: { ...key, ...item } } }]);

  const committed = new Map<string, number>();
  const aCall = async (id: string) => {
    await bench.done('startCall', { as: environment.key, body: { id } });
    committed.set(`call.started ${id}`, performance.now());
    await bench.done('endCall', { as: environment.key, params: { callId: id } });
    committed.set(`call.ended ${id}`, performance.now());
  };
  const begin = performance.now();
  const all: Promise<void>[] = [];
  for (let number = 0; number < calls; number += 1) {
    await sleep(Math.max(0, begin + (number * 1000) / aSecond - performance.now()));
    all.push(aCall(`call-${number}`));
  }
  await Promise.all(all);
  await good.got(committed.size);
  // Deliveries that wait for another attempt are dropped, so that they do not disturb another round.
  await transact(context.table, [{ Delete: { Key: key } }]);
  for (const receiver of [good, ...others]) receiver.stop();
  const took = [...committed].map(([what, at]) => (good.arrivals.get(what) ?? Number.NaN) - at);
  return { p50: median(took), p99: quantile(took, 0.99), arrived: good.arrivals.size };
}

function findings(figures: ReadonlyMap<string, readonly Round[]>, events: number, aSecond: number) {
  const of = (name: string, figure: keyof Round) => figures.get(name)?.map((one) => one[figure]) ?? [];
  const against = (figure: 'p50' | 'p99') =>
    ratio(of('beside six bad ones', figure), of('beside six good ones', figure));
  const ratios = { p50: against('p50'), p99: against('p99') };
  return {
    data: { figures: Object.fromEntries(figures), ratios },
    verdicts: [
      ...Object.keys(companies).map((name) =>
        exactly(
          `events that arrived, ${name}`,
          events,
          of(name, 'arrived').reduce((sum, arrived) => sum + arrived, 0),
        ),
      ),
      atMost('p50 beside bad receivers against beside good ones', 1.5, ratios.p50.median, ' ×'),
      atMost('p99 beside bad receivers against beside good ones', 1.5, ratios.p99.median, ' ×'),
    ],
    charts: {},
    text: [
      table([
        [`a good receiver, ${aSecond} calls a second`, 'p50, ms', 'p99, ms'],
        ...[...figures.keys()].map((name) => [
          name,
          ...(['p50', 'p99'] as const).map((figure) => withQuartiles(spread(of(name, figure)))),
        ]),
      ]),
      `Beside bad receivers against beside good ones: p50 ${withQuartiles(ratios.p50)} ×, p99 ${withQuartiles(ratios.p99)} ×`,
    ].join('\n\n'),
  };
}
