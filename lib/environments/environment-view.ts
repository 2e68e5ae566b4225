import type { Environment } from '../api/schemas/environment.ts';
import { maskApiKey } from '../auth/api-key.ts';
import { instant } from '../clock.ts';
import {
  limitInForce,
  type ApiKeyItem,
  type DeletedEnvironmentItem,
  type EnvironmentItem,
} from './environment.ts';

/**
 * The environment as the API shows it.
 * @param key the key to show; by default the one that its clients should use: the newest
 */
export function environmentView(
  item: EnvironmentItem | DeletedEnvironmentItem,
  uses: ReadonlyMap<string, number>,
  key = item.apiKeys.at(-1) as ApiKeyItem,
): Environment {
  const used = uses.get(key.hash);
  return {
    id: item.id,
    name: item.name,
    apiKey: {
      id: key.id,
      masked: maskApiKey(key.lastFour),
      createdAt: key.createdAt,
      lastUsedAt: used === undefined ? null : instant(used),
      expiresAt: key.expiresAt === undefined ? null : instant(key.expiresAt),
    },
    maxConcurrentCalls: limitInForce(item),
    reservedInboundCalls: item.reservedInboundCalls,
    allocatedConcurrentCalls: item.allocatedCalls,
    hidden: item.hidden,
    paused: item.paused,
    critical: item.critical,
    status: item.status,
    createdAt: item.createdAt,
    updatedAt: item.updatedAt,
    ...(item.deletedAt !== undefined && { deletedAt: item.deletedAt }),
    ...(item.status === 'deleted' &&
      item.restorableUntil !== undefined && { restorableUntil: item.restorableUntil }),
  };
}

/** The environment as the audit trail shows it. */
export function environmentFacts({
  name,
  maxConcurrentCalls,
  reservedInboundCalls,
  hidden,
  paused,
  critical,
}: EnvironmentItem | DeletedEnvironmentItem): Record<string, unknown> {
  return { name, maxConcurrentCalls, reservedInboundCalls, hidden, paused, critical };
}
