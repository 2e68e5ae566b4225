import type { environments } from '../api/routes/environments.ts';
import type { UseCase } from '../request.ts';
import { readGatesOfAll } from '../gate/gate.ts';
import { lastUses } from '../gate/api-key.ts';
import { instant } from '../clock.ts';
import { ranges } from '../table/ranges.ts';
import { readPage } from '../table/page.ts';
import { withLaterFields, type DeletedEnvironmentItem, type EnvironmentItem } from './environment.ts';
import { environmentView } from './environment-view.ts';

/**
 * Lists environments in the order of their creation: the active ones, those in the selector, or the restorable ones.
 */
export const listEnvironments: UseCase<(typeof environments)['listEnvironments']> = async (
  request,
  { table, clock },
) => {
  const { accountId } = request.params;
  const { visible, status, limit, cursor } = request.query;
  const conditions = [
    ...(status === 'deleted' ? ['restorableUntil > :now'] : []),
    ...(visible === undefined ? [] : ['#hidden = :hidden']),
  ];
  const page = await readPage<EnvironmentItem | DeletedEnvironmentItem>(
    table,
    status === 'deleted' ? ranges.deletedEnvironments(accountId) : ranges.environments(accountId),
    { limit, cursor },
    {
      boundTo: JSON.stringify([status, visible]),
      ...(conditions.length > 0 && {
        FilterExpression: conditions.join(' AND '),
        ...(visible !== undefined && { ExpressionAttributeNames: { '#hidden': 'hidden' } }),
        ExpressionAttributeValues: {
          ...(status === 'deleted' && { ':now': instant(clock.now()) }),
          ...(visible !== undefined && { ':hidden': !visible }),
        },
      }),
    },
  );
  const gates = await readGatesOfAll(table, page.items);
  const uses = lastUses([...gates.values()].flat());
  return {
    body: {
      items: page.items.map((item) => environmentView(withLaterFields(item), uses)),
      nextCursor: page.nextCursor,
    },
  };
};
