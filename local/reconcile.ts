// npm run reconcile -- [--dry-run] [--stage NAME [--profile NAME]]: compares what is stored twice with what it should
// be. With --stage it uses the table of a deployed stage, with the current AWS credentials; otherwise the data of `npm
// start`, which must not be running. --table NAME [--region REGION] uses any other table.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { nothingTakenByNpm, targetOf } from '../cdk/commands/command-line.ts';
import { outputOf } from '../cdk/commands/deployed-stack.ts';
import { systemClock } from '../lib/clock.ts';
import type { Reconciliation } from '../lib/background/reconciliation.ts';
import { reconcileInProcess } from './reconcile-in-process.ts';
import { isNamed, openTable, type Table } from '../lib/table/table.ts';
import type { Context } from '../lib/context.ts';
import { takeDataDirectory } from './data-directory.ts';
import { startDynamoDbLocal } from './dynamodb/index.ts';

const { values } = parseArgs({
  options: {
    'dry-run': { type: 'boolean', default: false },
    stage: { type: 'string' },
    profile: { type: 'string' },
    table: { type: 'string' },
    region: { type: 'string' },
    endpoint: { type: 'string' },
  },
});

try {
  nothingTakenByNpm();
  const dryRun = values['dry-run'];
  const result = await withTable((table) => reconcileInProcess(contextOf(table), { dryRun, thorough: true }));
  report(result, dryRun);
  process.exitCode = result.failed > 0 || result.findings.some(({ mended }) => !mended) ? 1 : 0;
} catch (thrown) {
  const isEmpty = isNamed(thrown, 'ResourceNotFoundException');
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  console.error(isEmpty ? 'The table does not exist. npm start creates it.' : message);
  process.exitCode = 2;
}

async function withTable<T>(work: (table: Table) => Promise<T>): Promise<T> {
  const { region, endpoint } = values;
  const table = values.table ?? (await tableOfStage());
  if (table !== undefined) {
    return work(
      openTable(table, {
        ...(region !== undefined && { region }),
        ...(endpoint !== undefined && { endpoint }),
      }),
    );
  }
  const data = await takeDataDirectory('demo', 'http://127.0.0.1:0');
  try {
    const dynamodb = await startDynamoDbLocal({ dataDir: join(data.path, 'dynamodb') });
    try {
      const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
      const local = openTable('berth-local', {
        endpoint: dynamodb.endpoint,
        region: 'eu-west-1',
        credentials,
      });
      return await work(local);
    } finally {
      await dynamodb.stop();
    }
  } finally {
    await data.release();
  }
}

async function tableOfStage(): Promise<string | undefined> {
  const { stage, profile } = values;
  if (stage === undefined) return undefined;
  targetOf(['--stage', stage, ...(profile === undefined ? [] : ['--profile', profile])]);
  return outputOf(stage, 'Data', 'TableName');
}

/** The reconciler needs only the table, the clock and the log. */
function contextOf(table: Table): Context {
  const nobody = () => Promise.reject(new Error('nobody signs in here'));
  return {
    table,
    clock: systemClock,
    people: { identify: nobody },
    settings: { defaultPlan: { name: '', maxConcurrentCalls: 0 }, consoleOrigin: '', sweepSeconds: 60 },
    groupsOf: async () => [],
    usersOf: async () => [],
    invitationKey: () => '',
    log: (line) => void (line['level'] === 'error' && console.error(JSON.stringify(line))),
  };
}

function report({ accounts, failed, findings }: Reconciliation, dryRun: boolean): void {
  for (const { what, target, stored, found, mended } of findings) {
    const outcome = mended ? 'mended' : dryRun ? 'not mended: dry run' : 'LEFT';
    console.log(
      `${target.id} ${what}: stored ${JSON.stringify(stored)}, found ${JSON.stringify(found)}: ${outcome}`,
    );
  }
  console.log(
    `${accounts} accounts, ${findings.length} drifts, ${failed} accounts that could not be checked`,
  );
}
