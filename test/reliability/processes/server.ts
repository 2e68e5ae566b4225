// A process that serves the API, and can be killed at any moment: node server.ts '<settings as JSON>'. It prints one line,
// its origin, when it is ready.
import type { Fetcher } from 'aws-jwt-verify/https';
import { peopleOf } from '../../../lib/auth/people.ts';
import { openTable } from '../../../lib/table/table.ts';
import { apiFunctions } from '../../../local/functions.ts';
import { apiGateway } from '../../../local/gateway/api-gateway.ts';
import { listen } from '../../../local/listen.ts';
import { contextOf } from '../../../bench/world/context.ts';
import type { ServerSettings } from './servers.ts';

const { table, endpoint, userPoolId, clientId, jwks } = JSON.parse(process.argv[2] ?? '{}') as ServerSettings;
const fetcher: Fetcher = {
  fetch: async () => new TextEncoder().encode(JSON.stringify(jwks)).buffer,
};
const context = contextOf({
  table: openTable(table, { endpoint }),
  people: peopleOf({ userPoolId, clientId }, fetcher),
});
const listener = await listen(0);
const routes = await apiFunctions(context);
const gateway = apiGateway({ routes, onCrash: (thrown) => console.error(thrown) });
listener.answerWith((request, response) => void gateway(request, response));
console.log(listener.origin);
// The process that started it is gone, so it ends too.
process.stdin.on('end', () => process.exit()).resume();
