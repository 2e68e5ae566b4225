import Alert from '@cloudscape-design/components/alert';
import { useMemo } from 'react';
import { useAccount } from '../account/account.ts';
import type { ApiRequest } from '../api/request.ts';
import type { Environment } from '../environments/environment-provider.tsx';
import { useNotices } from '../frame/notices.tsx';
import { ActionDialog } from '../dialog/action-dialog.tsx';
import type { ApiKey } from './api-key.ts';

interface Props {
  readonly environment: Environment;
  readonly apiKey: ApiKey;
  /** Whether no other key of the environment is active. */
  readonly isLast: boolean;
  readonly onClose: () => void;
}

export function RevokeDialog({ environment, apiKey: { id, masked }, isLast, onClose }: Props) {
  const account = useAccount();
  const { notify } = useNotices();
  const call = useMemo(
    (): ApiRequest<'revokeApiKey'> => ({
      operation: 'revokeApiKey',
      params: { accountId: account.id, environmentId: environment.id, keyId: id },
    }),
    [account.id, environment.id, id],
  );
  return (
    <ActionDialog
      title={`Revoke ${masked}`}
      submit="Revoke API key"
      destructive
      within={environment}
      call={call}
      onDone={() => {
        notify({ type: 'success', header: `${masked} is revoked` });
        onClose();
      }}
      onClose={onClose}
    >
      <Alert type="warning" {...(isLast && { header: `This is the last active key of ${environment.name}` })}>
        It stops working immediately. Software that still uses it can no longer start calls or keep them
        alive.
        {isLast && ` Until you rotate the key, nothing can use ${environment.name} at all.`}
      </Alert>
    </ActionDialog>
  );
}
