import type { EnvironmentId } from '../api/schemas/ids.ts';
import { instant } from '../clock.ts';
import { limitOf, liveCalls, readGates } from '../gate/gate.ts';
import { eventOfPeriod } from './event.ts';
import { publish, type Publishing } from './publish.ts';

const MINUTE_MS = 60_000;

const minuteOf = (at: number): number => Math.floor(at / MINUTE_MS) * MINUTE_MS;

/**
 * Notifies webhooks that starts were refused because a limit was reached: at most one event a minute, whose id is that
 * of the minute.
 * @param at milliseconds since the epoch
 */
export async function publishRefusals(
  refusals: readonly { readonly environment: EnvironmentId; readonly at: number }[],
  publishing: Publishing,
): Promise<void> {
  const byEnvironment = Map.groupBy(refusals, ({ environment }) => environment);
  await publish(
    byEnvironment.keys(),
    async (environment, wants) => {
      if (!wants('limit.reached')) return [];
      const gates = await readGates(publishing.table, environment);
      const [first] = gates;
      if (first === undefined) return [];
      const times = byEnvironment.get(environment)?.map(({ at }) => at) ?? [];
      return [...Map.groupBy(times, minuteOf)].map(([minute, ofMinute]) => {
        const at = Math.min(...ofMinute);
        const data = { maxConcurrentCalls: limitOf(gates), activeCalls: liveCalls(gates, at) };
        const event = {
          type: 'limit.reached',
          accountId: first.a,
          environmentId: environment,
          data,
        } as const;
        return eventOfPeriod({ ...event, at: instant(at) }, instant(minute));
      });
    },
    publishing,
  );
}
