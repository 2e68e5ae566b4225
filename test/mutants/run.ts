// npm run test:mutants -- lib/auth [test/authorization …]: plants small bugs in a folder or a file, one after the other, and
// reports which of them the tests find. It runs only the named tests, or those of the folder. MUTANTS_ONE_OF=8 plants one of eight.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import startDynamoDb from '../setup/start-dynamodb.ts';
import stopDynamoDb from '../setup/stop-dynamodb.ts';

/** Where the guarantees of a folder are tested. Without a row, they are tested in the folder of test with the same name. */
const testsOf: Readonly<Record<string, readonly string[]>> = {
  'lib/auth': [
    'test/authorization',
    'test/users',
    'test/service-accounts',
    'test/environments/api-keys',
    'test/strangers',
    'test/reliability/signing-keys',
  ],
  'lib/change': [
    'test/http/idempotency',
    'test/http/no-change',
    'test/audit',
    'test/resources',
    'test/service-accounts',
    'test/reliability/races',
  ],
  'lib/members': ['test/users'],
  'lib/invitations': ['test/users'],
  'lib/gate': ['gate', 'caps', 'leases', 'heartbeats', 'shares', 'release', 'full'].map(
    (name) => `test/calls/${name}`,
  ),
  'lib/http': ['test/http', 'test/resources/contacts', 'test/operators/suspension', 'test/service-accounts'],
  'lib/environments': ['test/environments', 'test/calls/caps'],
  'lib/api': ['test/http', 'test/limits', 'test/openapi'],
  'client/typescript/src': ['test/client'],
};

const [mutated, ...named] = process.argv.slice(2);
if (mutated === undefined) throw new Error('Which folder? npm run test:mutants -- lib/auth');
const isFile = mutated.endsWith('.ts');
const folder = isFile ? dirname(mutated) : mutated;
const tests = named.length > 0 ? named : (testsOf[folder] ?? [folder.replace(/^lib/, 'test')]);

await startDynamoDb();
const stryker = spawn(
  'stryker',
  ['run', 'test/mutants/stryker.config.js', '--mutate', isFile ? mutated : `${folder}/**/*.ts`],
  {
    stdio: 'inherit',
    env: { ...process.env, MUTANTS_FOLDER: mutated, MUTANTS_TESTS: tests.join(',') },
  },
);
const [code] = (await once(stryker, 'exit')) as [number | null];
stopDynamoDb({ testPathPatterns: { patterns: tests } });
process.exitCode = code ?? 1;
