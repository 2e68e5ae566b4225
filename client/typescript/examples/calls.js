// Five calls, as many at once as there are slots: BERTH_ORIGIN=… BERTH_API_KEY=… node calls.js
import { setTimeout as pause } from 'node:timers/promises';
import { berthClient } from 'berth-client';

const berth = berthClient({
  origin: process.env.BERTH_ORIGIN ?? 'http://127.0.0.1:4000',
  apiKey: process.env.BERTH_API_KEY ?? '',
});

await Promise.all(
  [1, 2, 3, 4, 5].map((number) =>
    berth.withCall(
      async ({ call, signal }) => {
        console.log(`call ${number} has a slot: ${call.id}`);
        await pause(1000, undefined, { signal }); // the conversation
      },
      { direction: 'outbound', reference: `example-${number}`, waitSeconds: 60 },
    ),
  ),
);
const { activeCalls, maxConcurrentCalls } = await berth.concurrency();
console.log(`done: ${activeCalls} of ${maxConcurrentCalls} slots are taken`);
