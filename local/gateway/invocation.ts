import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';

/** How long a function may take, in milliseconds. */
export const DEADLINE_MS = 10_000;

/**
 * Runs a function as Lambda does: event and result are passed as JSON, and a function that takes too long is given
 * up.
 * @throws the function's own error; Error when its time is up
 */
export async function invoke<Event, Result>(
  name: string,
  handler: (event: Event, context: Context) => Promise<Result>,
  event: Event,
  deadlineMs: number = DEADLINE_MS,
): Promise<Result | undefined> {
  const context = contextOf(name, Date.now() + deadlineMs);
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<never>((_, reject) => {
    const error = new Error(`${name}: task timed out after ${(deadlineMs / 1000).toFixed(2)} seconds`);
    timer = setTimeout(reject, deadlineMs, error);
  });
  try {
    return asJson(await Promise.race([handler(asJson(event) as Event, context), timeUp]));
  } finally {
    clearTimeout(timer);
  }
}

function asJson<T>(value: T): T | undefined {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as T);
}

/** @param endsAt when the function is given up, in milliseconds since the epoch */
function contextOf(functionName: string, endsAt: number): Context {
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:eu-west-1:000000000000:function:${functionName}`,
    memoryLimitInMB: '512',
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'local',
    getRemainingTimeInMillis: () => Math.max(0, endsAt - Date.now()),
    // Lambda's context still has these functions of the old callback interface. They must not be called.
    done: () => {},
    fail: () => {},
    succeed: () => {},
  };
}
