import type { EnvironmentId } from '../api/schemas/ids.ts';
import { readGates } from '../gate/gate.ts';
import { readAlerts } from '../settings/settings.ts';
import type { AlertRaiser } from './alert.ts';

/**
 * Raises an alert for the first start of an hour that was refused because a limit was reached.
 * @param refusals each with its time in milliseconds since the epoch
 */
export async function raiseRefusalAlerts(
  refusals: readonly { readonly environment: EnvironmentId; readonly at: number }[],
  raiser: AlertRaiser,
): Promise<void> {
  const unknown = refusals.filter(({ environment, at }) => !raiser.knows(environment, 'refusals', at));
  if (unknown.length === 0) return;
  const wanted = await readAlerts(raiser.table, [...new Set(unknown.map(({ environment }) => environment))]);
  for (const { environment, at } of unknown) {
    const alerts = wanted.get(environment);
    if (!alerts?.refusals || raiser.knows(environment, 'refusals', at)) continue;
    // The gates know which account the environment belongs to; an environment without gates no longer exists.
    const [gate] = await readGates(raiser.table, environment);
    if (gate === undefined) continue;
    const facts = { accountId: gate.a, environmentId: environment, mailTo: alerts.mailTo };
    await raiser.raise(facts, { kind: 'refusals' }, at);
  }
}
