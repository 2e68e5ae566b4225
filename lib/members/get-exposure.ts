import { Problem } from '../api/problem.ts';
import type { users } from '../api/routes/users.ts';
import { maskApiKey } from '../auth/api-key.ts';
import {
  aliveSecrets,
  maskServiceSecret,
  type ServiceAccountsItem,
  type StoredServiceAccount,
} from '../auth/service-account.ts';
import type { UseCase } from '../request.ts';
import { readEnvironments, aliveKeys, type EnvironmentItem } from '../environments/environment.ts';
import { keys } from '../table/keys.ts';
import { read, readMany } from '../table/table.ts';
import { shownSecrets } from '../webhooks/secret.ts';
import { readWebhooksOf, type StoredWebhook } from '../webhooks/webhook.ts';

/**
 * The live secrets that a user has been shown: API keys, secrets of service accounts, signing secrets of webhooks. It
 * also works for a person who was removed, because it is most useful then.
 * @throws not_found for a person who has never been a user, or who is forgotten and was shown no live secret
 */
export const getExposure: UseCase<(typeof users)['getExposure']> = async ({ params }, { table, clock }) => {
  const { accountId, userId } = params;
  const [environments, item] = await Promise.all([
    readEnvironments(table, accountId),
    read<ServiceAccountsItem>(table, keys.serviceAccounts(accountId)),
  ]);
  const ids = environments.map(({ id }) => id);
  const [memberships, webhooksOf] = await Promise.all([
    readMany(table, [keys.member(accountId, userId), keys.formerMember(accountId, userId)]),
    readWebhooksOf(table, ids),
  ]);
  const of = { userId, now: clock.now() };
  const serviceAccounts = Object.values(item?.serviceAccounts ?? {});
  const body = {
    items: environments.flatMap((environment) => keysShown(environment, of)),
    serviceAccounts: serviceAccounts.flatMap((one) => serviceSecretsShown(one, of)),
    webhooks: environments.flatMap((environment) =>
      (webhooksOf.get(environment.id) ?? []).flatMap((webhook) =>
        signingSecretsShown(environment, webhook, of),
      ),
    ),
  };
  // 90 days after a removal nothing else is left of a membership.
  const isKnown = memberships.length > 0 || Object.values(body).some((secrets) => secrets.length > 0);
  if (!isKnown) throw new Problem('not_found');
  return { body };
};

/** The user that is asked about, and the time in milliseconds since the epoch. */
interface Of {
  readonly userId: string;
  readonly now: number;
}

const keysShown = (environment: EnvironmentItem, { userId, now }: Of) =>
  aliveKeys(environment, now)
    .filter(({ shownTo }) => shownTo === userId)
    .map((key) => ({
      environmentId: environment.id,
      environmentName: environment.name,
      keyId: key.id,
      masked: maskApiKey(key.lastFour),
      shownAt: key.createdAt,
    }));

/** A secret from before it was noted who was shown it counts as shown to the creator of its service account. */
const serviceSecretsShown = (one: StoredServiceAccount, { userId, now }: Of) =>
  aliveSecrets(one, now)
    .map(([, { lastFour, shownTo = one.createdBy, shownAt = one.createdAt }]) => ({
      lastFour,
      shownTo,
      shownAt,
    }))
    .filter(({ shownTo }) => shownTo === userId)
    .map(({ lastFour, shownAt }) => ({
      serviceAccountId: one.id,
      name: one.name,
      role: one.role,
      masked: maskServiceSecret(lastFour),
      shownAt,
    }));

/** Also those of a disabled webhook: it signs with them again once it is enabled. */
const signingSecretsShown = (environment: EnvironmentItem, webhook: StoredWebhook, { userId, now }: Of) =>
  shownSecrets(webhook, now)
    .filter(({ shownTo }) => shownTo === userId)
    .map(({ shownAt }) => ({
      environmentId: environment.id,
      environmentName: environment.name,
      webhookId: webhook.id,
      url: webhook.url,
      description: webhook.description,
      shownAt,
    }));
