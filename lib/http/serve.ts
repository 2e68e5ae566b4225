import type { Operation, Operations } from '../api/operation.ts';
import { isOutdated, type Call } from '../call.ts';
import { followToken } from '../members/follow-token.ts';
import { retry } from '../table/retry.ts';
import type { World } from '../world.ts';
import type { Handler } from './event.ts';
import { handlerOf } from './handler.ts';
import { claimOf, once } from './idempotency.ts';
import { callerOf } from './identify.ts';
import { callOf } from './input.ts';
import { responseOf } from './respond.ts';
import { router, type Files, type Route, type UseCases } from './route.ts';

/** Serves a group of rows: who calls, and may they; what do they ask for; was it answered before; do it; answer. */
export function serve<Rows extends Operations>(rows: Rows, useCases: UseCases<Rows>, files: Files = {}) {
  const routeOf = router(rows, useCases, files);
  // A group whose rows all read has a function that may not write.
  const mayWrite = Object.values<Operation>(rows).some(({ effect }) => effect === 'write');
  return (everything: World): Handler =>
    handlerOf(everything, async (event, world, facts) => {
      const route = routeOf(event);
      facts.operation = route.id;
      const caller = await callerOf(route.operation, event, world);
      facts.caller = caller;
      const call = await callOf(route, caller, event, world);
      if (mayWrite && caller.kind === 'member')
        await followToken(caller, caller.accountId, caller.shown, call.requestId, world);
      const idempotency = claimOf(route.operation, call, event);
      const run = () => runFromTheStart(route, { ...call, idempotency }, world);
      const outcome =
        idempotency === undefined ? { answer: await run() } : await once(idempotency, call, run, world);
      return responseOf(route, outcome);
    });
}

/** Runs the use case; once more when what it read had changed before it wrote. */
const runFromTheStart = ({ useCase }: Route, call: Call, world: World) =>
  retry(() => useCase(call, world), isOutdated, world.table.deadline);
