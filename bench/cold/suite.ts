import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { operations } from '../../lib/api/index.ts';
import { interleaved } from '../measure/rounds.ts';
import { ratio, spread, type Spread } from '../measure/statistics.ts';
import { bars } from '../report/chart.ts';
import { progress } from '../report/progress.ts';
import { table } from '../report/table.ts';
import { atMost, round, withQuartiles, type Findings } from '../report/verdict.ts';
import type { Setting } from '../suite.ts';
import { anEnvironment, benchBerth } from '../world/berth.ts';
import { eventFor } from '../world/event.ts';
import { functionEnvironment } from '../world/function-environment.ts';
import { allBundles, CLIENT_ONLY, CLIENT_PARED, EMPTY, type Bundle } from './bundles.ts';

interface ColdStart {
  readonly importMs: number;
  /** Import and first call. */
  readonly totalMs: number;
  readonly cpuMs: number;
  readonly status?: number;
}

/** How long a new process takes to load a function and answer its first request. */
export async function coldSuite({ dynamodb, quick, stream, rounds }: Setting): Promise<Findings> {
  const { context } = await benchBerth(dynamodb.endpoint, { stream });
  const directory = await mkdtemp(join(tmpdir(), 'berth-bench-'));
  try {
    progress('cold: everything is bundled');
    const bundles = await allBundles(directory);
    const events = await firstEvents(context);
    const environment = functionEnvironment(dynamodb.endpoint, context.table.name);
    const names = [...bundles.keys()].filter((name) => !quick || events.has(name));
    const figures = await interleaved(
      'cold',
      quick ? Math.max(rounds, 9) : Math.max(rounds, 15),
      Object.fromEntries(
        names.map((name) => [
          name,
          () => startCold((bundles.get(name) as Bundle).file, events.get(name), environment),
        ]),
      ),
    );
    const of = (name: string, figure: 'importMs' | 'totalMs' | 'cpuMs') =>
      (figures[name] ?? []).map((start) => start[figure]);
    const spreads = Object.fromEntries(
      names.map((name) => [
        name,
        {
          bytes: bundles.get(name)?.bytes ?? 0,
          calls: events.has(name),
          importMs: spread(of(name, 'importMs')),
          totalMs: spread(of(name, 'totalMs')),
          cpuMs: spread(of(name, 'cpuMs')),
        },
      ]),
    );
    const against = (name: string, figure: 'totalMs' | 'cpuMs') =>
      ratio(of('calls', figure), of(name, figure));
    const ratios = {
      time: { clientOnly: against(CLIENT_ONLY, 'totalMs'), clientPared: against(CLIENT_PARED, 'totalMs') },
      cpu: { clientOnly: against(CLIENT_ONLY, 'cpuMs'), clientPared: against(CLIENT_PARED, 'cpuMs') },
    };
    const kilobytes = (bundles.get('calls')?.bytes ?? Number.NaN) / 1000;
    return {
      data: {
        bundles: Object.fromEntries(
          [...bundles].map(([name, { bytes, contents }]) => [name, { bytes, contents }]),
        ),
        starts: spreads,
        ratios,
      },
      verdicts: [
        atMost('size of the calls bundle', 260, kilobytes, ' KB'),
        atMost(
          'calls: import + first call against a client-only bundle',
          1,
          ratios.time.clientOnly.median,
          ' ×',
        ),
        atMost('the same in CPU', 1, ratios.cpu.clientOnly.median, ' ×'),
      ],
      charts: { 'cold.svg': chartOf(spreads) },
      text: textOf(spreads, bundles, ratios),
    };
  } finally {
    await rm(directory, { recursive: true, force: true });
    context.table.documents.destroy();
  }
}

/** The first event of the functions whose first call is of interest. The others are only loaded. */
async function firstEvents(
  context: Awaited<ReturnType<typeof benchBerth>>['context'],
): Promise<Map<string, object>> {
  const { key } = await anEnvironment(context, 10_000);
  const item = { pk: 'bench', sk: 'GATE', l: {} };
  await context.table.documents.send(new PutCommand({ TableName: context.table.name, Item: item }));
  const write = {
    TableName: context.table.name,
    Key: { pk: 'bench', sk: 'GATE' },
    UpdateExpression: 'SET #l.#id = :lease',
    ExpressionAttributeNames: { '#l': 'l', '#id': 'first' },
    ExpressionAttributeValues: { ':lease': 1 },
    ReturnValues: 'ALL_NEW',
  };
  return new Map<string, object>([
    ['calls', eventFor(operations.startCall, { as: key, body: {} }).event],
    [CLIENT_ONLY, write],
    [CLIENT_PARED, write],
    [EMPTY, {}],
  ]);
}

const script = fileURLToPath(new URL('fresh-process.cjs', import.meta.url));

async function startCold(
  file: string,
  event: object | undefined,
  environment: NodeJS.ProcessEnv,
): Promise<ColdStart> {
  const child = fork(script, [file, ...(event === undefined ? [] : [JSON.stringify(event)])], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [told] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`${file} ended with ${code}`))),
  ])) as [ColdStart];
  if ((told.status ?? 200) >= 300) throw new Error(`${file} answered ${told.status}`);
  await once(child, 'exit');
  return told;
}

type Spreads = Readonly<
  Record<string, { bytes: number; calls: boolean; importMs: Spread; totalMs: Spread; cpuMs: Spread }>
>;

function textOf(
  spreads: Spreads,
  bundles: ReadonlyMap<string, Bundle>,
  { time, cpu }: Record<'time' | 'cpu', Record<'clientOnly' | 'clientPared', Spread>>,
): string {
  const rows = Object.entries(spreads)
    .toSorted(([, one], [, other]) => other.bytes - one.bytes)
    .map(([name, { bytes, calls, importMs, totalMs, cpuMs }]) => [
      name,
      (bytes / 1000).toFixed(1),
      withQuartiles(importMs),
      calls ? withQuartiles(totalMs) : '–',
      withQuartiles(cpuMs),
    ]);
  const inside = (bundles.get('calls')?.contents ?? [])
    .slice(0, 12)
    .map(({ from, bytes }) => [from, (bytes / 1000).toFixed(1)]);
  return [
    table([['bundle', 'KB', 'import ms', 'import + first call ms', 'CPU ms'], ...rows]),
    `calls against client only: ${round(time.clientOnly.median)} × in time, ${round(cpu.clientOnly.median)} × in CPU; ` +
      `against the pared client: ${round(time.clientPared.median)} × and ${round(cpu.clientPared.median)} ×`,
    table([['in the calls bundle', 'KB'], ...inside]),
  ].join('\n\n');
}

function chartOf(spreads: Spreads): string {
  const shown = [EMPTY, CLIENT_PARED, 'calls', CLIENT_ONLY].filter((name) => spreads[name] !== undefined);
  return bars({
    title: 'Cold: import + first call in a fresh process, in milliseconds',
    groups: shown,
    series: [
      { name: 'time', values: shown.map((name) => spreads[name]?.totalMs ?? spread([])) },
      { name: 'CPU', values: shown.map((name) => spreads[name]?.cpuMs ?? spread([])) },
    ],
  });
}
