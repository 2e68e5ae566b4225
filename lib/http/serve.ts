import middy from '@middy/core';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type { Operations } from '../api/operation.ts';
import { Problem } from '../api/problem.ts';
import { Outdated } from '../call.ts';
import { retry } from '../table/retry.ts';
import type { World } from '../world.ts';
import { accessLog } from './access-log.ts';
import type { Event, FullExchange, Result } from './exchange.ts';
import { idempotency } from './idempotency.ts';
import { identify } from './identify.ts';
import { input } from './input.ts';
import { problemDocuments } from './problems.ts';
import { requestId } from './request-id.ts';
import { responseOf } from './respond.ts';
import { route, type UseCases } from './route.ts';

export type Handler = (event: APIGatewayProxyEventV2, context: Context) => Promise<Result>;

/** How long before the function's time is up a request is given up, so that its caller gets an answer of ours. */
const timeUp = {
  timeoutEarlyInMillis: 250,
  timeoutEarlyResponse: () => {
    throw new Problem('temporarily_unavailable', { retryAfter: 1 });
  },
};

/**
 * The whole onion around a group's use cases, from the outside in; answers and errors pass it from the inside out.
 * Adding a concern means adding a line here.
 */
export const serve =
  <Rows extends Operations>(rows: Rows, useCases: UseCases<Rows>) =>
  (world: World): Handler =>
    middy<Event, Result, Error, Context>(
      ({ exchange }: Event) => run(exchange as FullExchange, world),
      timeUp,
    )
      .use(requestId())
      .use(accessLog(world))
      .use(problemDocuments())
      .use(route(rows, useCases))
      .use(identify(world))
      .use(input())
      .use(idempotency(world)) as unknown as Handler;

/** Runs the use case, unless its answer is there already; once more when what it read had changed before it wrote. */
async function run(exchange: FullExchange, world: World): Promise<Result> {
  const { route: found, call } = exchange;
  exchange.answer ??= await retry(
    () => found.useCase(call, world),
    (thrown) => (thrown instanceof Outdated ? undefined : thrown),
  );
  return responseOf(exchange);
}
