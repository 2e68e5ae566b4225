import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDynamoDbLocal } from '../../local/dynamodb/index.ts';
import { permissionsFile } from './permissions.ts';

/** Starts one DynamoDB Local, in memory, for the whole run. The workers inherit the environment variables set here. */
export default async function startDynamoDb(): Promise<void> {
  const dynamodb = await startDynamoDbLocal();
  process.env['DYNAMODB_ENDPOINT'] = dynamodb.endpoint;
  process.env['DYNAMODB_PID'] = String(dynamodb.pid);
  process.env['PERMISSIONS_FILE'] = await permissionsFile();
  process.env['PERMISSIONS_USED'] = join(mkdtempSync(join(tmpdir(), 'berth-permissions-')), 'used');
  writeFileSync(process.env['PERMISSIONS_USED'], '');
  // No test may ever reach a real account with the credentials of its user.
  process.env['AWS_REGION'] = 'eu-central-1';
  process.env['AWS_ACCESS_KEY_ID'] = 'local';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'local';
  delete process.env['AWS_SESSION_TOKEN'];
  delete process.env['AWS_PROFILE'];
}
