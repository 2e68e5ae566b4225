import type middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { Operation, pathParameters } from '../api/operation.ts';
import type { Caller } from '../auth/caller.ts';
import type { Answer, Call, UseCase } from '../call.ts';

/** A row of the route table, and what answers it. */
export interface Route {
  readonly id: string;
  readonly operation: Operation;
  /** The names of the parameters in its path. */
  readonly parameters: readonly (keyof typeof pathParameters)[];
  readonly useCase: UseCase;
}

/** One exchange on its way through the onion: each layer fills in its part. */
export interface Exchange {
  readonly requestId: string;
  /** From `performance.now()`. */
  readonly startedAt: number;
  route?: Route;
  caller?: Caller;
  call?: Call;
  answer?: Answer;
  /** The answer is one that was given before, under the same Idempotency-Key. */
  replayed?: boolean;
}

/** An exchange that has come as far as the use case. */
export type FullExchange = Required<Exchange>;

export type Event = APIGatewayProxyEventV2 & { exchange: Exchange };
export type Result = APIGatewayProxyStructuredResultV2;
export type Layer = middy.MiddlewareObj<Event, Result, Error, Context>;
