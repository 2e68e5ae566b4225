import type { Operation, Operations } from '../api/operation.ts';
import type { Caller } from '../auth/caller.ts';
import { isOutdated, type Request } from '../request.ts';
import { retry } from '../table/retry.ts';
import type { Context } from '../context.ts';
import type { Handler } from './event.ts';
import { handlerOf } from './handler.ts';
import { claimOf, once } from './idempotency.ts';
import { callerOf } from './identify.ts';
import { callOf } from './input/input.ts';
import { responseOf } from './respond.ts';
import { router, type Files, type Route, type UseCases } from './route.ts';

/**
 * The additional steps of a function that serves callers who act in an account. Functions that serve only machines do
 * not have them.
 */
export interface InAccount {
  /** Before the use case, in a function that may write: notes new facts about the caller from the request. */
  readonly note?: (caller: Caller, requestId: string, context: Context) => Promise<void>;
  /** Before each try of a change. @throws a Problem when the account allows none */
  readonly assertAdmitsChange?: (caller: Caller, context: Context) => Promise<void>;
}

/**
 * Serves a group of rows: identify the caller, check that they may, read the input, look for a recorded answer, run the
 * use case, respond.
 */
export function serveWith(inAccount: InAccount) {
  return <Rows extends Operations>(rows: Rows, useCases: UseCases<Rows>, files: Files = {}) => {
    const routeOf = router(rows, useCases, files);
    // The function of a group whose rows only read may not write.
    const mayWrite = Object.values<Operation>(rows).some(({ effect }) => effect === 'write');
    return (everything: Context): Handler =>
      handlerOf(everything, async (event, context, facts) => {
        const route = routeOf(event);
        facts.operation = route.id;
        const caller = await callerOf(route.operation, event, context);
        facts.caller = caller;
        const request = await callOf(route, caller, event, context);
        if (mayWrite) await inAccount.note?.(caller, request.requestId, context);
        const idempotency = claimOf(route.operation, request, event);
        const run = () => runFromTheStart(route, { ...request, idempotency }, inAccount, context);
        const outcome =
          idempotency === undefined
            ? { answer: await run() }
            : await once(idempotency, request, run, context);
        return responseOf(route, outcome);
      });
  };
}

/** Runs the use case, and runs it again when the data that it read has changed before it wrote. */
const runFromTheStart = (
  { operation, useCase }: Route,
  request: Request,
  { assertAdmitsChange }: InAccount,
  context: Context,
) =>
  retry(
    async () => {
      if (operation.effect === 'write' && !operation.whateverStatus)
        await assertAdmitsChange?.(request.caller, context);
      return useCase(request, context);
    },
    isOutdated,
    context.table.deadline,
  );
