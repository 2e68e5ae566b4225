/** Ends the DynamoDB Local of this run. */
export default function stopDynamoDb(): void {
  process.kill(Number(process.env['DYNAMODB_PID']), 'SIGKILL');
}
