import type { DynamoDbLocal } from '../../local/dynamodb/index.ts';
import type { Identity } from '../../local/identity/identity.ts';
import type { OtherServices } from './other-services.ts';

export const ORIGIN_SECRET = 'what CloudFront shows';

/** All variables that the stack gives its functions, and the address of AWS. */
export function functionEnvironment({
  table,
  identity,
  services,
  dynamodb,
}: {
  table: string;
  identity: Pick<Identity, 'userPoolId' | 'clientId'>;
  services: Pick<OtherServices, 'endpoint'>;
  dynamodb: Pick<DynamoDbLocal, 'endpoint'>;
}): Record<string, string> {
  return {
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL: services.endpoint,
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb.endpoint,
    EMULATOR_URL: services.endpoint,
    TABLE_NAME: table,
    USER_POOL_ID: identity.userPoolId,
    USER_POOL_CLIENT_ID: identity.clientId,
    DEFAULT_PLAN_NAME: 'Standard',
    DEFAULT_PLAN_CALLS: '40',
    CONSOLE_ORIGIN: 'https://console.example.com',
    ORIGIN_SECRETS: `another,${ORIGIN_SECRET}`,
    INVITATION_KEY_ARN: 'invitation-key',
    WEBHOOK_KEY_ARN: 'webhook-key',
    MAIL_FROM: 'Berth <berth@example.com>',
    MAIL_CONFIGURATION_SET: 'berth-test',
    DELIVERIES_QUEUE_URL: `${services.endpoint}/000000000000/deliveries`,
    EVENT_BUS_NAME: 'berth-runtime',
    TASK_QUEUE_URL: `${services.endpoint}/000000000000/tasks`,
  };
}
