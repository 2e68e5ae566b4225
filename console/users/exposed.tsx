import Alert from '@cloudscape-design/components/alert';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import { roleNames, useAccount } from '../account/account.ts';
import { useRead } from '../api/use-api.ts';
import type { AnswerTo } from '../api/request.ts';
import { Ago } from '../format/time.tsx';
import { To } from '../place/page-link.tsx';
import { usePaths } from '../place/paths.ts';
import { nameOf } from '../webhooks/webhook.ts';

/**
 * The secrets that a user has been shown and that still work: they may have been copied, and neither a removal nor
 * another role ends them. Each has a link to where it is rotated or deleted.
 */
export function Exposed({ userId, who }: { userId: string; who: string }) {
  const account = useAccount();
  const { data, error } = useRead({ operation: 'getExposure', params: { accountId: account.id, userId } });
  if (data === undefined) {
    return error === null ? (
      <StatusIndicator type="loading">Loading the secrets that were shown</StatusIndicator>
    ) : (
      <StatusIndicator type="warning">Couldn't load the secrets that were shown.</StatusIndicator>
    );
  }
  if (data.items.length + data.serviceAccounts.length + data.webhooks.length === 0) {
    return (
      <StatusIndicator type="success">{who} not been shown any active API key or secret.</StatusIndicator>
    );
  }
  return (
    <Alert type="warning" header={`${who} been shown active secrets`}>
      <p>They stay active. Rotate or delete each of them.</p>
      <Secrets {...data} />
    </Alert>
  );
}

function Secrets({ items, serviceAccounts, webhooks }: AnswerTo<'getExposure'>) {
  const account = useAccount();
  const { toAccount } = usePaths();
  const toEnvironment = (id: string, page: string) => `/${account.id}/${id}/${page}`;
  return (
    <ul>
      {serviceAccounts.map(({ name, role, masked, shownAt }) => (
        <Secret key={masked + shownAt} path={toAccount('settings/service-accounts')} shownAt={shownAt}>
          Service account {name} ({roleNames[role]}), <code>{masked}</code>
        </Secret>
      ))}
      {items.map(({ keyId, environmentId, environmentName, masked, shownAt }) => (
        <Secret key={keyId} path={toEnvironment(environmentId, 'api-keys')} shownAt={shownAt}>
          API key of {environmentName}, <code>{masked}</code>
        </Secret>
      ))}
      {webhooks.map(({ webhookId, environmentId, environmentName, shownAt, ...webhook }) => (
        <Secret
          key={webhookId + shownAt}
          path={toEnvironment(environmentId, `webhooks/${webhookId}`)}
          shownAt={shownAt}
        >
          Signing secret of the webhook {nameOf(webhook)} in {environmentName}
        </Secret>
      ))}
    </ul>
  );
}

function Secret({ path, shownAt, children }: { path: string; shownAt: string; children: ReactNode }) {
  return (
    <li>
      <To path={path}>{children}</To>, shown <Ago time={shownAt} />
    </li>
  );
}
