// node calls.js ORIGIN KEY TOKEN ACCOUNT ENVIRONMENT: a call, one that waits for its place, and its loss, as the README's hooks tell.
import { managementClient } from 'berth-client/management';
import { measured, traced } from './recorded.js';
// The README's.
import { berth } from './example.js';

const [origin, , token, accountId, environmentId] = process.argv.slice(2);
const { traceId, result: first } = await traced(() => berth.holdCall({ leaseSeconds: 10 }));
const during = await measured();
const second = berth.holdCall({ leaseSeconds: 10, waitSeconds: 60 });
while (!(await measured())['berth.request.duration 429']) await new Promise((next) => setTimeout(next, 20));
await first.end();
const { call, signal } = await second;
const lost = new Promise((resolve) => signal.addEventListener('abort', resolve));
await managementClient({ origin, token }).releaseCall({ accountId, environmentId, callId: call.id });
await lost;
console.log(JSON.stringify({ traceId, during, after: await measured() }));
await berth.close();
