import type { Operation, Operations } from '../api/operation.ts';
import { assertAccountInUse } from '../accounts/account-in-use.ts';
import { isOutdated, type Request } from '../request.ts';
import { noteServiceAccountUse } from '../auth/service-account.ts';
import { followToken } from '../members/follow-token.ts';
import { retry } from '../table/retry.ts';
import type { Context } from '../context.ts';
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
  return (everything: Context): Handler =>
    handlerOf(everything, async (event, context, facts) => {
      const route = routeOf(event);
      facts.operation = route.id;
      const caller = await callerOf(route.operation, event, context);
      facts.caller = caller;
      const request = await callOf(route, caller, event, context);
      if (mayWrite && caller.kind === 'member')
        await followToken(caller, caller.accountId, caller.shown, request.requestId, context);
      if (mayWrite && caller.kind === 'serviceAccount') await noteServiceAccountUse(caller, context);
      const idempotency = claimOf(route.operation, request, event);
      const run = () => runFromTheStart(route, { ...request, idempotency }, context);
      const outcome =
        idempotency === undefined ? { answer: await run() } : await once(idempotency, request, run, context);
      return responseOf(route, outcome);
    });
}

/** Runs the use case; once more when what it read had changed before it wrote. */
const runFromTheStart = ({ operation, useCase }: Route, request: Request, context: Context) =>
  retry(
    async () => {
      await assertInUse(operation, request, context);
      return useCase(request, context);
    },
    isOutdated,
    context.table.deadline,
  );

/** Asked again on each try. What software does with an API key is held to what its environment knows of the account. */
async function assertInUse(
  { effect, whateverStatus }: Operation,
  { caller }: Request,
  { table }: Context,
): Promise<void> {
  if (effect === 'read' || whateverStatus) return;
  if (caller.kind === 'member' || caller.kind === 'serviceAccount')
    await assertAccountInUse(table, caller.accountId);
}
