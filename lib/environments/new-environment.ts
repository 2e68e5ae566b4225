import type { EnvironmentId } from '../api/schemas/ids.ts';
import { foldName } from '../api/schemas/fold-name.ts';
import { newGates } from '../gate/sizing/resize-gates.ts';
import { newId, type Clock } from '../clock.ts';
import { keys } from '../table/keys.ts';
import type { Write } from '../table/transact.ts';
import { keysInGate, mintApiKey } from '../api-keys/api-keys.ts';
import { atFirst, takeName, type ApiKeyItem, type EnvironmentItem } from './environment.ts';
import { shapeFor } from './resize-environment.ts';

export interface NewEnvironment {
  readonly environment: EnvironmentItem;
  readonly key: ApiKeyItem;
  readonly secret: string;
  /** Refused as environment_name_taken. The write that takes its calls from the plan is not among them. */
  readonly writes: readonly Write[];
}

/** A new environment, with its name, its gates and its first API key. */
export function newEnvironment(
  asked: Pick<EnvironmentItem, 'accountId' | 'name' | 'maxConcurrentCalls'> & Partial<typeof atFirst>,
  keyFor: { createdBy: string; shownTo?: string },
  clock: Clock,
): NewEnvironment {
  const wanted = { ...atFirst, ...asked };
  const { accountId, name, maxConcurrentCalls } = wanted;
  const id = newId<EnvironmentId>('env', clock);
  const { key, secret } = mintApiKey(id, keyFor, clock);
  const at = key.createdAt;
  const gates = newGates(id, {
    account: accountId,
    keys: keysInGate([key]),
    ...shapeFor({ ...wanted, campaignLimits: {} }),
  });
  const environment: EnvironmentItem = {
    ...keys.environment(accountId, id),
    ...wanted,
    id,
    status: 'active',
    campaignLimits: {},
    allocatedCalls: maxConcurrentCalls,
    gateCount: gates.length,
    apiKeys: [key],
    createdAt: at,
    updatedAt: at,
    version: 1,
  };
  const writes = [
    takeName(keys.environmentName(accountId, foldName(name)), id),
    { Put: { Item: { ...environment } } },
    ...gates,
    { Put: { Item: { ...keys.directory({ accountId, environmentId: id }) } } },
  ];
  return { environment, key, secret, writes };
}
