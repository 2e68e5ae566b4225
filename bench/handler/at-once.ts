import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { serve } from '../../functions/calls.ts';
import { hashSecret } from '../../lib/auth/secret-format.ts';
import { NEVER } from '../../lib/gate/api-key.ts';
import { makeCallId, newLease } from '../../lib/gate/lease.ts';
import { systemClock } from '../../lib/clock.ts';
import type { Context } from '../../lib/context.ts';
import { settings } from '../world/context.ts';
import { CALLS, handlerSteps, type At, type Step, type Steps } from './steps.ts';

/**
 * The function with a table that immediately gives the real one's answers. What remains is the work of the function itself.
 * @param told is told what would be sent to the table
 */
export function stepsAtOnce({ id, key }: At, told?: (input: object) => void): Steps {
  const gate = fullGate(id, key);
  const refusal = new ConditionalCheckFailedException({ message: '', $metadata: {}, Item: marshall(gate) });
  const answers: Readonly<Record<Step, () => Promise<object>>> = {
    start: () => Promise.resolve({}),
    heartbeat: () => Promise.resolve({}),
    list: () => Promise.resolve({ Items: [gate] }),
    'refused start': () => Promise.reject(refusal),
    end: () => Promise.resolve({}),
  };
  let now: Step = 'start';
  const send = ({ input }: { readonly input: object }) => {
    told?.(input);
    return answers[now]();
  };
  const documents = { send } as unknown as DynamoDBDocumentClient;
  const context: Pick<Context, 'table' | 'clock' | 'log' | 'settings'> = {
    table: { name: '', documents },
    clock: systemClock,
    settings,
    log: (line) => void process.stdout.write(`${JSON.stringify(line)}\n`),
  };
  const steps = handlerSteps(serve(context as Context), key);
  const answered = Object.entries(steps).map(([step, ready]) => [
    step,
    (n: number) => {
      now = step as Step;
      return ready(n);
    },
  ]);
  return Object.fromEntries(answered) as Steps;
}

/** As it is stored, without what no step reads. */
function fullGate(id: string, key: string): object {
  const traits = { direction: 'outbound', references: {} } as const;
  const now = systemClock.now();
  const leases = Array.from({ length: CALLS }, () => {
    const call = makeCallId(traits, 0, systemClock);
    return [call, newLease(call, traits, 3600, now)];
  });
  return {
    pk: `ENVIRONMENT#${id}`,
    sk: 'GATE',
    state: 'open',
    m: CALLS,
    r: CALLS,
    n: 1,
    k: { [hashSecret(key)]: { x: NEVER, u: now } },
    l: Object.fromEntries(leases),
  };
}
