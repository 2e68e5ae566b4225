import { readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { functions, type FunctionName } from '../../cdk/functions.ts';

/** Ends the DynamoDB Local of this run, and reports which permissions of the roles no test has used. */
export default function stopDynamoDb({
  testPathPatterns,
}: {
  testPathPatterns?: { patterns: readonly unknown[] };
}): void {
  process.kill(Number(process.env['DYNAMODB_PID']), 'SIGKILL');
  const file = process.env['PERMISSIONS_USED'] ?? '';
  const used = new Set(readFileSync(file, 'utf8').split('\n'));
  rmSync(dirname(file), { recursive: true });
  // A run of some tests uses only some of the permissions.
  if (testPathPatterns?.patterns.length !== 0) return;
  const unused = (Object.keys(functions) as FunctionName[]).flatMap((name) =>
    functions[name].table
      .filter((action) => !used.has(`${name} ${action}`))
      .map((action) => `${name} ${action}`),
  );
  if (unused.length > 0) console.log(`Granted, and used in no test: ${unused.join(', ')}`);
}
