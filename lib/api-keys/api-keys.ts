import type * as z from 'zod/mini';
import type { ApiKey } from '../api/routes/api-keys.ts';
import type { EnvironmentId, KeyId } from '../api/schemas/ids.ts';
import { makeApiKey, maskApiKey } from '../auth/api-key.ts';
import { hashSecret } from '../auth/secret-format.ts';
import { outdated } from '../request.ts';
import type { GateItem, StoredKey } from '../gate/gate.ts';
import { NEVER } from '../gate/api-key.ts';
import { instant, newId, type Clock } from '../clock.ts';
import { keyOf } from '../table/keys.ts';
import type { Write } from '../table/transact.ts';
import type { ApiKeyItem } from '../environments/environment.ts';

/** A new key: what is stored of it, and the secret, which is shown once and stored nowhere. */
export function mintApiKey(
  environment: EnvironmentId,
  { createdBy, shownTo }: { createdBy: string; shownTo?: string },
  clock: Clock,
): { key: ApiKeyItem; secret: string } {
  const secret = makeApiKey(environment, clock);
  const key = {
    id: newId<KeyId>('key', clock),
    hash: hashSecret(secret),
    lastFour: secret.slice(-4),
    createdAt: instant(clock.now()),
    createdBy,
    ...(shownTo !== undefined && { shownTo }),
  };
  return { key, secret };
}

/** The new key as the API shows it, this once. */
export function newKeyView({ id, lastFour }: ApiKeyItem, secret: string) {
  return { id, masked: maskApiKey(lastFour), secret, secretAvailable: true };
}

export function apiKeyView(key: ApiKeyItem, uses: ReadonlyMap<string, number>): z.input<typeof ApiKey> {
  const used = uses.get(key.hash);
  return {
    id: key.id,
    masked: maskApiKey(key.lastFour),
    createdAt: key.createdAt,
    lastUsedAt: used === undefined ? null : instant(used),
    expiresAt: key.expiresAt === undefined ? null : instant(key.expiresAt),
    createdBy: key.createdBy,
  };
}

/** The active keys, in the form in which a gate holds them; what the gate knows of their last use is kept. */
export function keysInGate(alive: readonly ApiKeyItem[], gate?: GateItem): Record<string, StoredKey> {
  return Object.fromEntries(
    alive.map(({ hash, expiresAt }) => [hash, { ...gate?.k[hash], x: expiresAt ?? NEVER }]),
  );
}

/**
 * Gives all gates of an environment these keys, and no others. Refused as Outdated when a gate's keys are not those
 * that were read. The time of last use is left alone, because calls are starting at the same time.
 */
export function setKeys(gates: readonly GateItem[], alive: readonly ApiKeyItem[]): Write[] {
  const wanted = Object.entries(keysInGate(alive));
  return gates.flatMap((gate) => {
    const names = new Map<string, string>();
    const values = new Map<string, unknown>();
    const at = (hash: string) => {
      const name = `#k${names.size}`;
      names.set(name, hash);
      return `k.${name}`;
    };
    const held = (value: unknown) => {
      const name = `:k${values.size}`;
      values.set(name, value);
      return name;
    };
    const changes = wanted.map(([hash, key]) => {
      const path = at(hash);
      return hash in gate.k
        ? { set: `${path}.x = ${held(key.x)}`, asRead: `attribute_exists(${path})` }
        : { set: `${path} = ${held(key)}`, asRead: `attribute_not_exists(${path})` };
    });
    const dead = Object.keys(gate.k).filter((hash) => wanted.every(([other]) => other !== hash));
    const removed = dead.map(at);
    if (names.size === 0) return [];
    return {
      Update: {
        Key: keyOf(gate),
        UpdateExpression: [
          ...(changes.length > 0 ? [`SET ${changes.map(({ set }) => set).join(', ')}`] : []),
          ...(removed.length > 0 ? [`REMOVE ${removed.join(', ')}`] : []),
        ].join(' '),
        ConditionExpression: ['attribute_exists(k)', ...changes.map(({ asRead }) => asRead)].join(' AND '),
        ExpressionAttributeNames: Object.fromEntries(names),
        ...(values.size > 0 && { ExpressionAttributeValues: Object.fromEntries(values) }),
      },
      onConditionFailed: outdated,
    };
  });
}
