// npm run dynamodb [-- --port 8000 --data-dir .data/dynamodb]: DynamoDB Local alone, until Ctrl-C.
import { parseArgs } from 'node:util';
import { startDynamoDbLocal } from './index.ts';

const { values } = parseArgs({ options: { port: { type: 'string' }, 'data-dir': { type: 'string' } } });
const dataDir = values['data-dir'];

const dynamodb = await startDynamoDbLocal({
  ...(values.port === undefined ? {} : { port: Number(values.port) }),
  ...(dataDir === undefined ? {} : { dataDir }),
}).catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
console.log(`DynamoDB Local at ${dynamodb.endpoint}, ${dataDir ? `its data in ${dataDir}` : 'in memory'}`);

// The emulator does not keep this process alive, so a timer has to.
const alive = setInterval(() => {}, 60_000);
let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    stopping = true;
    void dynamodb.stop();
  });
}
await dynamodb.ended;
clearInterval(alive);
if (!stopping) {
  console.error('DynamoDB Local has ended.');
  process.exitCode = 1;
}
