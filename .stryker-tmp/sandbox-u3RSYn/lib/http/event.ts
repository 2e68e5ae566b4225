import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';

/** A request as API Gateway hands it to a function, and what it takes as the response. */
export type Event = APIGatewayProxyEventV2;
export type Result = APIGatewayProxyStructuredResultV2;
export type Handler = (event: Event, context: Context) => Promise<Result>;
