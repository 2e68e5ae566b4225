import type { calls } from '../api/routes/calls.ts';
import type { UseCase } from '../request.ts';
import { readEnvironment } from './environment.ts';
import { environmentView } from './environment-view.ts';
import type { GateItem } from '../gate/gate.ts';
import { lastUses } from '../gate/api-key.ts';
import { gatesOpenTo } from '../calls/live-calls.ts';

/** The environment of the API key. It includes only the key that everyone is shown. */
export const getOwnEnvironment: UseCase<(typeof calls)['getOwnEnvironment']> = async (
  { caller },
  context,
) => {
  const gates = await gatesOpenTo(caller, context);
  const { a: account } = gates[0] as GateItem;
  const environment = await readEnvironment(context.table, account, caller.environmentId);
  const ownKey = environment.apiKeys.find(({ hash }) => hash === caller.keyHash);
  return { body: environmentView(environment, lastUses(gates), ownKey), version: environment.version };
};
