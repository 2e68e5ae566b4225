import middy from '@middy/core';
import type { Context as LambdaContext } from 'aws-lambda';
import { withDeadline } from '../table/deadline.ts';
import type { Context } from '../context.ts';
import { accessLine, type Facts } from './access-log.ts';
import type { Event, Handler, Result } from './event.ts';
import { headersOfAll } from './headers.ts';
import { problemResponse } from './problems.ts';
import { mustComeThroughOrigin } from './through-origin.ts';

/** How long before the function's end a request is given up, so that there is time to answer and to log it. */
const RESERVE_MS = 250;

/**
 * A function behind API Gateway. When `respond` throws or hangs, the caller gets a problem document before the
 * function's time is up, and the request has its line in the log. Once the time is up, nothing more is sent to the
 * table.
 */
export const handlerOf = (
  context: Context,
  respond: (event: Event, context: Context, facts: Facts) => Promise<Result>,
): Handler =>
  middy<Event, Result, Error, LambdaContext>(
    async (event: Event, lambda: LambdaContext) => {
      const { requestId } = event.requestContext;
      const facts: Facts = { startedAt: performance.now() };
      let result: Result;
      try {
        mustComeThroughOrigin(event, context);
        const time = lambda.getRemainingTimeInMillis() - RESERVE_MS;
        result = await withDeadline(time, (deadline) =>
          respond(event, { ...context, table: { ...context.table, deadline } }, facts),
        );
      } catch (thrown) {
        facts.thrown = thrown;
        result = problemResponse(thrown, { requestId, instance: event.rawPath });
      }
      context.log(accessLine(event, result, facts));
      return { ...result, headers: { ...result.headers, ...headersOfAll(requestId) } };
    },
    // middy's own early timeout is not used: it would not know the request that it ends.
    { timeoutEarlyInMillis: 0 },
  );
