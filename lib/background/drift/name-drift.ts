import { foldName } from '../../api/schemas/fold-name.ts';
import { takeName } from '../../environments/environment.ts';
import { outdated } from '../../request.ts';
import { keys } from '../../table/keys.ts';
import type { Write } from '../../table/transact.ts';
import type { WholeAccount } from '../read-account.ts';
import { accountTarget, type Drift } from './drift.ts';
import { isNowhere, stillSeen } from './seen.ts';

/** Each name is held by the environment that has it. */
export function nameDrifts(whole: WholeAccount): Drift[] {
  const { id, environments, names } = whole;
  const bearers = Map.groupBy(environments, ({ name }) => foldName(name));
  const drift = (name: string, found: string | null, writes?: Write[]): Drift => ({
    what: 'environment name',
    target: accountTarget(whole),
    stored: { name, environment: names.get(name) ?? null },
    found: { name, environment: found },
    ...(writes && { mend: { writes } }),
  });
  const unheld = [...bearers].flatMap(([name, [bearer, ...others]]) => {
    if (bearer === undefined || (names.get(name) === bearer.id && others.length === 0)) return [];
    // Two environments have one name: what is stored does not show which of them should.
    if (others.length > 0) return [drift(name, 'several')];
    if (names.has(name)) return [];
    return [drift(name, bearer.id, [takeName(keys.environmentName(id, name), bearer.id), stillSeen(bearer)])];
  });
  const wrong = [...names].flatMap(([name, holder]) => {
    if (bearers.get(name)?.some((bearer) => bearer.id === holder)) return [];
    const environment = environments.find((one) => one.id === holder);
    const free: Write = {
      Delete: {
        Key: keys.environmentName(id, name),
        ConditionExpression: 'environmentId = :holder',
        ExpressionAttributeValues: { ':holder': holder },
      },
      onConditionFailed: outdated,
    };
    const checks = environment === undefined ? isNowhere(whole, holder) : [stillSeen(environment)];
    return [drift(name, bearers.get(name)?.[0]?.id ?? null, [free, ...checks])];
  });
  return [...unheld, ...wrong];
}
