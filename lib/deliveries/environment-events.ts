import { readGates } from '../gate/gate.ts';
import { lastUses } from '../gate/api-key.ts';
import type { EnvironmentItem } from '../environments/environment.ts';
import { environmentView } from '../environments/environment-view.ts';
import { isEnvironment } from '../table/keys.ts';
import type { ItemChange } from '../table/stream/item-change.ts';
import { eventOf } from './event.ts';
import { publish, type Publishing } from './publish.ts';

/**
 * Notifies webhooks that somebody changed their environment. Changes that follow from its gates give it no new version.
 */
export async function publishEnvironmentChange(
  { key, before, after }: ItemChange,
  publishing: Publishing,
): Promise<void> {
  if (!isEnvironment(key) || before === undefined || after === undefined) return;
  const environment = after as EnvironmentItem;
  if (environment.version === (before as EnvironmentItem).version) return;
  await publish(
    [environment.id],
    async (environmentId, wants) => {
      if (!wants('environment.updated')) return [];
      const gates = await readGates(publishing.table, environmentId);
      const { accountId, updatedAt: at, version } = environment;
      const data = environmentView(environment, lastUses(gates));
      return [
        eventOf({ type: 'environment.updated', at, accountId, environmentId, data }, [String(version)]),
      ];
    },
    publishing,
  );
}
