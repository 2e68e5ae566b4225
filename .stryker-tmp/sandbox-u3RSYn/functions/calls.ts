import { calls } from '../lib/api/routes/calls.ts';
import { endCall } from '../lib/calls/end-call.ts';
import { getCall } from '../lib/calls/get-call.ts';
import { getOwnEnvironment } from '../lib/environments/get-own-environment.ts';
import { heartbeatCall } from '../lib/calls/heartbeat-call.ts';
import { getOwnConcurrency } from '../lib/calls/get-own-concurrency.ts';
import { heartbeatCalls } from '../lib/calls/heartbeat-calls.ts';
import { listCalls } from '../lib/calls/list-calls.ts';
import { startCall } from '../lib/calls/start-call.ts';
import { deployed } from '../lib/deployed.ts';
import { serveWith } from '../lib/http/serve-with.ts';

export const serve = serveWith({})(calls, {
  getOwnEnvironment,
  startCall,
  listCalls,
  getCall,
  heartbeatCall,
  heartbeatCalls,
  getOwnConcurrency,
  endCall,
});
export const handler = deployed(serve);
