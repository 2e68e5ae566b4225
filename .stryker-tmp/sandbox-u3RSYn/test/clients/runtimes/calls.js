import { berthClient } from 'berth-client';

/** Starts two calls, keeps both alive with one heartbeat, and ends them. @returns what was asked, in its order */
export async function calls(origin, apiKey) {
  const asked = [];
  // Node 20 has no Promise.withResolvers.
  let beats;
  let fails;
  const beat = new Promise((resolve, reject) => ([beats, fails] = [resolve, reject]));
  const berth = berthClient({
    origin,
    apiKey,
    onEvent(event) {
      if (event.type === 'heartbeat.failed') fails(event.cause);
      if (event.type !== 'request') return;
      asked.push(`${event.method} ${event.path.replace(/[0-9a-f-]{36}/, '{id}')} ${event.status}`);
      if (event.path === '/v1/calls/heartbeats') beats();
    },
  });
  const held = await berth.holdCall({ leaseSeconds: 10 });
  await berth.withCall(async () => beat, { leaseSeconds: 10 });
  await held.end('no_answer');
  const { activeCalls } = await berth.concurrency();
  if (activeCalls !== 0 || held.signal.aborted) throw new Error(`${activeCalls} calls are left.`);
  return asked;
}
