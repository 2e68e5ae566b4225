import { stepsAtOnce } from '../../bench/handler/at-once.ts';
import { bareSteps } from '../../bench/handler/bare-steps.ts';
import { STEPS, type Steps } from '../../bench/handler/steps.ts';
import type { EnvironmentId } from '../../lib/api/schemas/ids.ts';
import { makeApiKey } from '../../lib/auth/api-key.ts';
import { newId, systemClock } from '../../lib/clock.ts';

const id = newId<EnvironmentId>('env', systemClock);
const at = { id, key: makeApiKey(id, systemClock) };

test.each(STEPS)('the bare %s of the benchmark sends what Berth sends', async (step) => {
  const [ofBerth, bare]: object[][] = [[], []];
  await sendAll(
    stepsAtOnce(at, (input) => ofBerth?.push(shapeOf(input))),
    step,
  );
  const send = async (input: object) => bare?.push(shapeOf(input));
  await sendAll(bareSteps({ update: send, query: send }, at, ''), step);
  expect(bare).toHaveLength(step === 'start' ? 1 : 2);
  expect(bare).toEqual(ofBerth);
});

/** A step, and before it the start whose call it needs. */
async function sendAll(steps: Steps, step: (typeof STEPS)[number]): Promise<void> {
  for (const one of new Set(['start', step] as const)) await steps[one](0)();
}

/** A request without the values of its parameters, which depend on the call and the time. */
const shapeOf = (input: object): object => ({
  ...input,
  ...Object.fromEntries(
    Object.entries(input)
      .filter(([name]) => name.startsWith('ExpressionAttribute'))
      .map(([name, parameters]) => [name, Object.keys(parameters as object).toSorted()]),
  ),
});
