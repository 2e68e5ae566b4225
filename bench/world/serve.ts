// The laptop's gateway over an existing table, in a child process. It reports its origin, and its parent may set the clock.
// The answer to that has the requests since.
import { apiGateway } from '../../local/gateway/api-gateway.ts';
import { apiFunctions } from '../../local/functions.ts';
import { listen } from '../../local/listen.ts';
import { countRequests } from '../measure/count.ts';
import { benchBerth } from './berth.ts';
import type { Asked } from './server.ts';

const [endpoint = '', name = ''] = process.argv.slice(2);
const { context } = await benchBerth(endpoint, { name });
const toDynamoDb = countRequests(context.table.documents);
let requests = 0;
let standsAt: number | undefined;
const clock = { ...context.clock, now: () => standsAt ?? context.clock.now() };
const listener = await listen(0);
const gateway = apiGateway({
  routes: await apiFunctions({ ...context, clock }),
  onCrash: (thrown) => console.error(thrown),
});
listener.answerWith((request, response) => {
  requests += 1;
  void gateway(request, response);
});
process.on('message', (instant: number) => {
  standsAt = instant;
  const asked: Asked = { requests, toDynamoDb: toDynamoDb() };
  process.send?.(asked);
});
process.send?.(listener.origin);
process.once('disconnect', () => process.exit());
