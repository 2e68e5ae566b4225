import type * as z from 'zod/mini';
import { limits } from '../api/limits.ts';
import type { Webhook } from '../api/routes/webhooks.ts';
import type { webhookEvents } from '../api/schemas/event.ts';
import type { AccountId, EnvironmentId, WebhookId } from '../api/schemas/ids.ts';
import { Problem } from '../api/problem.ts';
import type { Shown } from '../auth/secret-format.ts';
import { Outdated, outdated } from '../request.ts';
import { instant } from '../clock.ts';
import { keys } from '../table/keys.ts';
import { read, readMany, type Table } from '../table/table.ts';
import type { Write } from '../table/transact.ts';

/**
 * The webhooks of an environment. They are one item: the publisher of an event finds all receivers with one read, and
 * the size of the map is the count for the limit.
 */
export interface WebhooksItem {
  readonly pk: string;
  readonly sk: string;
  readonly accountId: AccountId;
  readonly webhooks: Readonly<Record<WebhookId, StoredWebhook>>;
}

export interface StoredWebhook {
  readonly id: WebhookId;
  readonly url: string;
  readonly description: string;
  readonly events: readonly (typeof webhookEvents)[number][];
  readonly enabled: boolean;
  readonly disabledReason?: 'failing';
  /** Which of the secrets that can be computed for this webhook signs now. */
  readonly secretVersion: number;
  /** Until when the previous secret also signs, in milliseconds since the epoch. */
  readonly previousSecretUntil?: number;
  /** Who was shown the current secret, and who the previous one. Webhooks from before this was noted do not say so. */
  readonly secretShown?: Shown;
  readonly previousSecretShown?: Shown;
  /** Since when no delivery has succeeded, in milliseconds since the epoch. Written by deliveries, without a new version. */
  readonly failingSince?: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly version: number;
}

/** The webhooks of an environment, the oldest first. */
export async function readWebhooks(table: Table, environment: EnvironmentId): Promise<StoredWebhook[]> {
  const item = await read<WebhooksItem>(table, keys.webhooks(environment));
  return Object.values(item?.webhooks ?? {}).toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

/** The webhooks of several environments, in no order; an environment that has never had one has none. */
export async function readWebhooksOf(
  table: Table,
  environments: readonly EnvironmentId[],
): Promise<ReadonlyMap<EnvironmentId, readonly StoredWebhook[]>> {
  const items = await readMany<WebhooksItem>(
    table,
    environments.map((id) => keys.webhooks(id)),
  );
  const byPartition = new Map(items.map(({ pk, webhooks }) => [pk, Object.values(webhooks)]));
  return new Map(environments.map((id) => [id, byPartition.get(keys.webhooks(id).pk) ?? []]));
}

/** @throws not_found, also for a webhook of another environment */
export async function readWebhook(
  table: Table,
  { environmentId, webhookId }: { environmentId: EnvironmentId; webhookId: WebhookId },
): Promise<StoredWebhook> {
  const item = await read<WebhooksItem>(table, keys.webhooks(environmentId));
  const webhook = item?.webhooks[webhookId];
  if (webhook === undefined) throw new Problem('not_found');
  return webhook;
}

export function webhookView(webhook: StoredWebhook): z.input<typeof Webhook> {
  const { id, url, description, events, enabled, disabledReason, createdAt, updatedAt } = webhook;
  return {
    id,
    url,
    description,
    events: [...events],
    enabled,
    ...(disabledReason !== undefined && { disabledReason }),
    createdAt,
    updatedAt,
  };
}

/** The webhook as the audit trail shows it. */
export const webhookFacts = ({ url, description, events, enabled }: StoredWebhook) => ({
  url,
  description,
  events,
  enabled,
});

/** Adds a webhook. @throws limit_reached */
export function addWebhook(account: AccountId, environment: EnvironmentId, webhook: StoredWebhook): Write {
  return {
    Update: {
      Key: keys.webhooks(environment),
      UpdateExpression: 'SET webhooks.#id = :webhook',
      ConditionExpression: 'accountId = :account AND size(webhooks) < :max',
      ExpressionAttributeNames: { '#id': webhook.id },
      ExpressionAttributeValues: { ':webhook': webhook, ':account': account, ':max': limits.webhooks },
    },
    onConditionFailed: (standing?: WebhooksItem) =>
      standing === undefined
        ? new Outdated()
        : new Problem('limit_reached', { limitOf: 'webhooks', limit: limits.webhooks }),
  };
}

/** The first webhook of an environment. */
export function addFirstWebhook(
  account: AccountId,
  environment: EnvironmentId,
  webhook: StoredWebhook,
): Write {
  return {
    Put: {
      Item: { ...keys.webhooks(environment), accountId: account, webhooks: { [webhook.id]: webhook } },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    onConditionFailed: outdated,
  };
}

/** The webhook after changes; undefined when nothing differs. */
export function editedWebhook(
  before: StoredWebhook,
  changes: {
    readonly [Field in 'url' | 'events' | 'description' | 'enabled']?: StoredWebhook[Field] | undefined;
  },
  now: number,
): StoredWebhook | undefined {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  const same = ([field, value]: [string, unknown]) =>
    JSON.stringify(before[field as keyof StoredWebhook]) === JSON.stringify(value);
  if (given.every(same)) return undefined;
  const { disabledReason, failingSince, ...rest } = before;
  // Enabling it starts afresh: its earlier failures are forgotten.
  const kept = changes.enabled === true ? {} : { disabledReason, failingSince };
  const defined = Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined));
  return {
    ...rest,
    ...defined,
    ...(Object.fromEntries(given) as Partial<StoredWebhook>),
    updatedAt: instant(now),
    version: before.version + 1,
  };
}

/** Replaces a webhook with a new version, if the stored one is still the one that was read. */
export function replaceWebhook(environment: EnvironmentId, seen: StoredWebhook, by: StoredWebhook): Write {
  return {
    Update: {
      Key: keys.webhooks(environment),
      UpdateExpression: 'SET webhooks.#id = :webhook',
      ...ifStill(seen),
      ExpressionAttributeValues: { ':webhook': by, ':version': seen.version },
    },
    onConditionFailed: outdated,
  };
}

export function dropWebhook(environment: EnvironmentId, seen: StoredWebhook): Write {
  return {
    Update: {
      Key: keys.webhooks(environment),
      UpdateExpression: 'REMOVE webhooks.#id',
      ...ifStill(seen),
      ExpressionAttributeValues: { ':version': seen.version },
    },
    onConditionFailed: outdated,
  };
}

const ifStill = ({ id }: StoredWebhook) => ({
  ConditionExpression: 'webhooks.#id.version = :version',
  ExpressionAttributeNames: { '#id': id },
});
