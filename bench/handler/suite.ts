import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '../../cdk/bundle/bundle.ts';
import { builtAsOurs } from '../cold/bundles.ts';
import { berthOverHttp } from '../gate/berth.ts';
import { median, quantile, ratio, type Spread } from '../measure/statistics.ts';
import { bars } from '../report/chart.ts';
import { progress } from '../report/progress.ts';
import { table } from '../report/table.ts';
import { atMost, round, withQuartiles, type Findings, type Verdict } from '../report/verdict.ts';
import type { Setting } from '../suite.ts';
import { anEnvironment, benchBerth } from '../world/berth.ts';
import { functionEnvironment } from '../world/function-environment.ts';
import { CALLS, type Step } from './steps.ts';
import type { Block, Side } from './task.ts';
import { inTurns, startRunner, type Told } from './turns.ts';

interface Figures {
  /** Times of single calls, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Processor time for each call, in milliseconds, of the process with the handler. */
  readonly cpu: number;
}

interface Compared {
  readonly step: Step;
  readonly handler: Figures;
  readonly bare: Figures;
  /** The work of the function itself, for each call in milliseconds of processor time: repeated, and between bare calls. */
  readonly own: { readonly warm: number; readonly between: number };
  readonly p50Ratio: Spread;
  readonly cpuRatio: Spread;
}

/** How many times the cost of the bare call. A refusal reads the returned leases, and a list writes forty calls. */
const MOST_RATIO: Readonly<Record<Step, number>> = {
  start: 1.1,
  heartbeat: 1.1,
  end: 1.1,
  'refused start': 1.15,
  list: 1.25,
};

/** Each step of a call through the deployed bundle, against the bare SDK call that it makes. */
export async function handlerSuite({ dynamodb, quick, stream, rounds }: Setting): Promise<Findings> {
  const { endpoint } = dynamodb;
  const bench = await benchBerth(endpoint, { stream });
  const { context } = bench;
  const directory = await mkdtemp(join(tmpdir(), 'berth-bench-'));
  try {
    progress('handler: the function is bundled');
    await bundle(['calls'], join(directory, 'functions'));
    const bareFile = join(directory, 'bare.cjs');
    await builtAsOurs('bench/handler/bare.ts', bareFile);
    const environment = functionEnvironment(endpoint, context.table.name);
    const runner = async (side: Side, file = '') =>
      startRunner(
        { side, file, tableName: context.table.name, at: await anEnvironment(context, CALLS) },
        environment,
      );
    const sides = {
      handler: await runner('handler', join(directory, 'functions', 'calls', 'index.js')),
      bare: await runner('bare', bareFile),
      alone: await runner('alone'),
      beside: await runner('beside', bareFile),
    };
    const told = await inTurns(sides, {
      warmUp: quick ? 10 : 30,
      blocks: quick ? Math.max(rounds, 20) : Math.max(rounds, 60),
    });
    const compared = Object.entries(told).map(([step, blocks]) => compare(step as Step, blocks));
    progress('handler: through the local gateway');
    const gateway = await throughGateway(bench, endpoint, quick ? 100 : 500);
    const verdicts: Verdict[] = compared.flatMap(({ step, p50Ratio, cpuRatio }) => [
      atMost(`${step}: handler p50 against bare`, MOST_RATIO[step], p50Ratio.median, ' ×'),
      atMost(`${step}: handler CPU against bare`, MOST_RATIO[step], cpuRatio.median, ' ×'),
    ]);
    return {
      data: { compared, gateway },
      verdicts,
      charts: {
        'handler.svg': bars({
          title: 'p50 of a call through the deployed bundle and of the bare SDK call, in milliseconds',
          groups: compared.map(({ step }) => step),
          series: (['handler', 'bare'] as const).map((name) => ({
            name,
            values: compared.map((each) => ({
              median: each[name].p50,
              low: each[name].p50,
              high: each[name].p50,
            })),
          })),
        }),
      },
      text: [
        table([
          [
            'step',
            'handler p50, p99, CPU ms',
            'bare p50, p99, CPU ms',
            'its own work: warm, between bare calls, CPU ms',
            'p50 ratio',
            'CPU ratio',
          ],
          ...compared.map(({ step, handler, bare: nothingAround, own, p50Ratio, cpuRatio }) => [
            step,
            figures(handler),
            figures(nothingAround),
            [own.warm, own.between].map(round).join(', '),
            withQuartiles(p50Ratio),
            withQuartiles(cpuRatio),
          ]),
        ]),
        `Through the local gateway: start p50 ${round(gateway.start.p50)} ms, p99 ${round(gateway.start.p99)} ms; ` +
          `end p50 ${round(gateway.end.p50)} ms, p99 ${round(gateway.end.p99)} ms`,
      ].join('\n\n'),
    };
  } finally {
    await rm(directory, { recursive: true, force: true });
    context.table.documents.destroy();
  }
}

const figures = ({ p50, p99, cpu }: Figures): string => [p50, p99, cpu].map(round).join(', ');

function compare(step: Step, { handler, bare, alone, beside }: Told[Step]): Compared {
  return {
    step,
    handler: over(handler),
    bare: over(bare),
    own: {
      warm: over(alone).cpu,
      between: median(beside.map(({ cpu }, turn) => (cpu - (bare[turn]?.cpu ?? 0)) / CALLS)),
    },
    p50Ratio: ratio(
      handler.map(({ times }) => median(times)),
      bare.map(({ times }) => median(times)),
    ),
    cpuRatio: ratio(
      handler.map(({ cpu }) => cpu),
      bare.map(({ cpu }) => cpu),
    ),
  };
}

function over(blocks: readonly Block[]): Figures {
  const times = blocks.flatMap((block) => block.times);
  return {
    p50: median(times),
    p99: quantile(times, 0.99),
    cpu: median(blocks.map(({ cpu, times: { length } }) => cpu / length)),
  };
}

async function throughGateway(
  bench: Awaited<ReturnType<typeof benchBerth>>,
  endpoint: string,
  pairs: number,
): Promise<Record<'start' | 'end', Pick<Figures, 'p50' | 'p99'>>> {
  const served = await berthOverHttp(bench, endpoint);
  try {
    const gate = await served.open({ limit: 40, held: 0 });
    const starts: number[] = [];
    const ends: number[] = [];
    for (let n = 0; n < pairs; n += 1) {
      const begin = performance.now();
      const holder = await gate.start();
      const between = performance.now();
      await gate.end(holder);
      starts.push(between - begin);
      ends.push(performance.now() - between);
    }
    const of = (times: readonly number[]) => ({ p50: median(times), p99: quantile(times, 0.99) });
    return { start: of(starts), end: of(ends) };
  } finally {
    await served.close();
  }
}
