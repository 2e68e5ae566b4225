import type { GivenOptions } from '../../cdk/options.ts';

/** The options of a stage that uses a restored table. @param of the owner of the table, if not that stage */
export function restoredTable(stage: string, of = stage) {
  const tableName = `berth-${of}.restored`;
  return {
    stage,
    tableName,
    tableStreamArn: `arn:aws:dynamodb:us-east-1:111122223333:table/${tableName}/stream/2026-01-31T09:30:00.000`,
  };
}

const certificateArn = 'arn:aws:acm:us-east-1:111122223333:certificate/0';
const webAclArn = 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/own/0';

/** The ways to deploy a stage. Each must be reachable from every other. */
export const optionSets: Readonly<Record<string, GivenOptions>> = {
  plain: {},
  production: { production: 'true' },
  'a domain': { domain: 'console.example.com', certificateArn },
  mail: { mailFrom: 'berth@example.com', mailIdentity: 'example.com', alarmEmail: 'ops@example.com' },
  'a restored table': restoredTable('dev'),
  'a restored table in the stack': { ...restoredTable('dev'), tableInStack: 'true' },
  'closed sign-up': { signUp: 'closed', mfa: 'required' },
  'a canary': { canary: 'true', provisionedConcurrency: 5 },
  tracing: { tracing: 'true', reservedConcurrency: 100, writesPerSecond: 10_000 },
  'no bus of events': { eventBus: 'false' },
  'another bootstrapping': { bootstrapQualifier: 'acme' },
  'an open gateway': { gateway: 'open', webAcl: 'none' },
  'a web ACL': { webAcl: 'managed', originSecret: 2 },
  'a web ACL of one’s own': { webAcl: webAclArn },
  'copies of backups': { backupCopyTo: 'arn:aws:backup:eu-west-1:444455556666:backup-vault:berth' },
  'a domain, mail and a restored table': {
    ...restoredTable('dev'),
    domain: 'console.example.com',
    certificateArn,
    mailFrom: 'berth@example.com',
  },
};
