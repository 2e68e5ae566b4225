/**
 * Holds slots for calls in Berth.
 *
 *   const berth = berthClient({ origin: 'https://berth.example.com', apiKey: process.env.BERTH_API_KEY });
 *   await berth.withCall(async ({ call, signal }) => dial('+15550100', { callId: call.id, signal }), { waitSeconds: 20 });
 */
export { berthClient } from './client.ts';
export type { BerthClient, ClientOptions, HeldCall, HoldOptions, StartCall } from './calls/types.ts';
export type { Clock } from './clock.ts';
export type { BerthEvent } from './events.ts';
export { BerthProblem, ClientClosed, SlotLost } from './problem.ts';
export type { Call, EndedCall, OwnConcurrency, ProblemCode } from './management/types.ts';
