// npm run bench [-- gate cold console …]: measures on this machine what docs/performance.md states. `--quick` takes about
// five minutes; `--rounds N` plays more rounds than five; `--stream` gives Berth's table its stream.
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { startDynamoDbLocal } from '../local/dynamodb/index.ts';
import { backgroundSuite } from './background/suite.ts';
import { coldSuite } from './cold/suite.ts';
import { consoleSuite } from './console/suite.ts';
import { deliveriesSuite } from './deliveries/suite.ts';
import { gateSuite } from './gate/suite.ts';
import { installPeers } from './gate/peer.ts';
import { handlerSuite } from './handler/suite.ts';
import { lifeSuite } from './life/suite.ts';
import { worstSuite } from './worst/suite.ts';
import { scaleSuite } from './scale/suite.ts';
import { minutes, progress, progressEnds } from './report/progress.ts';
import { table } from './report/table.ts';
import type { Verdict } from './report/verdict.ts';
import type { Suite } from './suite.ts';

const suites: Readonly<Record<string, Suite>> = {
  gate: gateSuite,
  life: lifeSuite,
  handler: handlerSuite,
  cold: coldSuite,
  scale: scaleSuite,
  background: backgroundSuite,
  deliveries: deliveriesSuite,
  worst: worstSuite,
  console: consoleSuite,
};

const { values, positionals } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    stream: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '5' },
  },
  allowPositionals: true,
});
const wanted = positionals.length > 0 ? positionals : Object.keys(suites);
const unknown = wanted.filter((name) => suites[name] === undefined);
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}. There are: ${Object.keys(suites).join(', ')}`);
  process.exit(2);
}

// Nothing here may ever reach a real account with the credentials of its user.
Object.assign(process.env, {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
});
delete process.env['AWS_SESSION_TOKEN'];
delete process.env['AWS_PROFILE'];

const root = fileURLToPath(new URL('..', import.meta.url));
const machine = {
  processors: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  node: process.version,
};

await installPeers();
const begin = performance.now();
const verdicts: Verdict[] = [];
for (const name of wanted) {
  progress(`${name}: DynamoDB Local is started`);
  // Each part gets a new engine, so that what one part leaves behind does not slow the next.
  const dynamodb = await startDynamoDbLocal();
  const loadBefore = loadavg()[0];
  try {
    const setting = {
      dynamodb,
      quick: values.quick,
      stream: values.stream,
      rounds: Math.max(5, Number(values.rounds)),
    };
    const findings = await (suites[name] as Suite)(setting);
    progressEnds();
    console.log(`\n## ${name}\n\n${findings.text}\n`);
    verdicts.push(...findings.verdicts);
    await save(`bench/results/${name}.json`, {
      at: new Date().toISOString(),
      machine: { ...machine, load: { before: loadBefore, after: loadavg()[0] } },
      quick: values.quick,
      stream: values.stream,
      rounds: setting.rounds,
      verdicts: findings.verdicts,
      ...(findings.data as object),
    });
    for (const [file, picture] of Object.entries(findings.charts))
      await save(`docs/performance/${file}`, picture);
  } finally {
    await dynamodb.stop();
  }
}

const rows = verdicts.map(({ figure, target, measured, met }) => [
  met ? 'met' : 'MISSED',
  figure,
  target,
  measured,
]);
console.log(`## Against the targets\n\n${table([['', 'figure', 'target', 'measured'], ...rows])}\n`);
console.log(
  `${verdicts.filter(({ met }) => met).length} of ${verdicts.length} met. ` +
    `${minutes(performance.now() - begin)} on ${machine.processors}, load ${loadavg()[0]?.toFixed(1)}.`,
);

async function save(file: string, content: object | string): Promise<void> {
  const path = `${root}${file}`;
  await mkdir(dirname(path), { recursive: true });
  const text =
    typeof content === 'string'
      ? content
      : await format(JSON.stringify(content), { ...(await resolveConfig(path)), parser: 'json' });
  await writeFile(path, text);
}
