/** The environment variables that the stack gives to functions, pointing to DynamoDB Local. */
export function functionEnvironment(endpoint: string, tableName: string): Record<string, string> {
  return {
    TABLE_NAME: tableName,
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    USER_POOL_ID: 'eu-central-1_bench',
    USER_POOL_CLIENT_ID: 'bench',
    DEFAULT_PLAN_NAME: 'Standard',
    DEFAULT_PLAN_CALLS: '40',
    CONSOLE_ORIGIN: 'https://console.example.com',
    INVITATION_KEY_ARN: 'no secret of any deployment',
    MAIL_FROM: 'bench@example.com',
  };
}
