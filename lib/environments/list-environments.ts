import type { environments } from '../api/routes/environments.ts';
import type { UseCase } from '../call.ts';
import { lastUses, readGatesOfAll } from '../gate/gate.ts';
import { instant } from '../clock.ts';
import { ranges } from '../table/keys.ts';
import { readPage } from '../table/page.ts';
import { environmentView, type EnvironmentItem } from './environment.ts';

/** Lists environments in the order of their creation: the active ones, what the selector shows, or the restorable ones. */
export const listEnvironments: UseCase<(typeof environments)['listEnvironments']> = async (
  call,
  { table, clock },
) => {
  const { accountId } = call.params;
  const { visible, status, limit, cursor } = call.query;
  const page = await readPage<EnvironmentItem>(
    table,
    ranges.environments(accountId),
    { limit, cursor, cursorKey: call.caller.cursorKey },
    {
      boundTo: JSON.stringify([status, visible]),
      FilterExpression:
        (status === 'deleted' ? '#status = :deleted AND restorableUntil > :now' : '#status <> :deleted') +
        (visible === undefined ? '' : ' AND #hidden = :hidden'),
      ExpressionAttributeNames: {
        '#status': 'status',
        ...(visible !== undefined && { '#hidden': 'hidden' }),
      },
      ExpressionAttributeValues: {
        ':deleted': 'deleted',
        ...(status === 'deleted' && { ':now': instant(clock.now()) }),
        ...(visible !== undefined && { ':hidden': !visible }),
      },
    },
  );
  const gates = await readGatesOfAll(table, page.items);
  const uses = lastUses([...gates.values()].flat());
  return {
    body: { items: page.items.map((item) => environmentView(item, uses)), nextCursor: page.nextCursor },
  };
};
