import type { Exchange } from '../direct-client.ts';
import type { Item } from '../../../lib/table/table.ts';
import { sortOut } from './items.ts';

/** Operations with exactly one event in the audit trail for each success. */
const alwaysTold = new Set([
  'createEnvironment',
  'restoreEnvironment',
  'rotateApiKey',
  'revokeApiKey',
  'removeUser',
  'createInvitation',
  'resendInvitation',
]);

/**
 * Compares what clients were told with the table: everything acknowledged is there and once in the audit trail, and nothing
 * refused has left a trace.
 */
export function checkHistory(items: readonly Item[], history: readonly Exchange[]): string[] {
  const content = sortOut(items);
  const events = [...content.accounts.values()].flatMap((account) => account.events);
  const told = Map.groupBy(
    events.filter(({ actor }) => actor.type !== 'system'),
    ({ requestId }) => requestId,
  );
  const known = new Set(
    [...content.accounts.values()].flatMap(({ environments }) => environments.map(({ id }) => id)),
  );
  const purged = new Set(
    events.filter(({ action }) => action === 'environment.purged').map(({ target }) => target.id),
  );
  const wrong: string[] = [];
  for (const { operation, method, url, status, requestId, replayed, answer } of history) {
    const count = told.get(requestId)?.length ?? 0;
    const name = `${method} ${url} (${status}${typeof answer['code'] === 'string' ? ` ${answer['code']}` : ''})`;
    if (status >= 500 && status !== 503) wrong.push(`${name}: the server failed`);
    if (count > 1) wrong.push(`${name}: stands in the audit trail ${count} times`);
    if (status >= 400 && status < 500 && count > 0)
      wrong.push(`${name}: was refused, but stands in the audit trail`);
    if (status < 300 && !replayed && alwaysTold.has(operation) && count !== 1)
      wrong.push(`${name}: was acknowledged, but stands in the audit trail ${count} times`);
    const { environment } = answer as { environment?: { id?: string } };
    if (
      status < 300 &&
      environment?.id !== undefined &&
      !known.has(environment.id) &&
      !purged.has(environment.id)
    )
      wrong.push(`${name}: was acknowledged, but the environment is not there`);
  }
  return wrong;
}
