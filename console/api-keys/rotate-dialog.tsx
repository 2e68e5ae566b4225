import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import { useMemo, useState } from 'react';
import { limits } from '../../lib/api/limits.ts';
import { useAccount } from '../account/account.ts';
import type { ApiRequest } from '../api/request.ts';
import { useList } from '../api/use-api.ts';
import type { Environment } from '../environments/environment-provider.tsx';
import { useNotices } from '../frame/notices.tsx';
import { ActionDialog } from '../dialog/action-dialog.tsx';
import { Ago, FromNow } from '../format/time.tsx';
import { A_DAY, GraceChoice } from '../parts/grace-choice.tsx';
import { Missing } from '../parts/missing.tsx';
import type { ApiKey } from './api-key.ts';
import { RevokeDialog } from './revoke-dialog.tsx';
import type { NewKey } from './secret-dialog.tsx';

/** The most keys of an environment that are active at a time. */
const MAX_ALIVE = limits.apiKeys;

interface Props {
  readonly environment: Environment;
  readonly onRotated: (environmentName: string, key: NewKey) => void;
  readonly onClose: () => void;
}

export function RotateDialog({ environment, onRotated, onClose }: Props) {
  const account = useAccount();
  const { notify } = useNotices();
  const [grace, setGrace] = useState(A_DAY);
  const [supersede, setSupersede] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey>();
  const params = useMemo(
    () => ({ accountId: account.id, environmentId: environment.id }),
    [account.id, environment.id],
  );
  const keys = useList({ operation: 'listApiKeys', params });
  const alive = keys.data ?? [];
  const full = alive.length >= MAX_ALIVE;
  const oldest = alive.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt))[0];
  const call = useMemo(
    (): ApiRequest<'rotateApiKey'> => ({
      operation: 'rotateApiKey',
      params,
      body: { graceSeconds: grace, ...(full && { supersede }) },
    }),
    [params, grace, full, supersede],
  );

  const notYet =
    keys.data === undefined
      ? 'It is not known yet which keys are active.'
      : full && !supersede
        ? 'Two keys are active. Revoke one of them first.'
        : undefined;

  if (revoking !== undefined) {
    return (
      <RevokeDialog
        environment={environment}
        apiKey={revoking}
        isLast={alive.length === 1}
        onClose={() => setRevoking(undefined)}
      />
    );
  }
  return (
    <ActionDialog
      title={`Rotate the API key of ${environment.name}`}
      submit="Rotate API key"
      call={call}
      notYet={notYet}
      onDone={({ body }) => {
        notify({ type: 'success', header: `New API key for ${environment.name}` });
        onRotated(environment.name, body);
      }}
      onClose={onClose}
    >
      {keys.data === undefined ? (
        <Missing what="the active keys" of={keys} />
      ) : (
        <LiveKeys keys={alive} onRevoke={setRevoking} />
      )}
      {alive.length > 0 && (
        <GraceChoice
          what="key"
          description="Time for your software to switch to the new key. Both keys work until then."
          seconds={grace}
          onChoose={setGrace}
        />
      )}
      {full && (
        <Checkbox checked={supersede} onChange={({ detail }) => setSupersede(detail.checked)}>
          Revoke <code>{oldest?.masked}</code>, the older key, now
        </Checkbox>
      )}
    </ActionDialog>
  );
}

function LiveKeys({ keys, onRevoke }: { keys: readonly ApiKey[]; onRevoke: (key: ApiKey) => void }) {
  if (keys.length === 0) return <p>No key is active: this makes a new one.</p>;
  return (
    <table className="plain">
      <caption>Active keys</caption>
      <thead>
        <tr>
          <th scope="col">Key</th>
          <th scope="col">Last used</th>
          <th scope="col">Expires</th>
          <th scope="col">Revoke</th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <tr key={key.id}>
            <th scope="row">
              <code>{key.masked}</code>
            </th>
            <td>{key.lastUsedAt === null ? 'Never' : <Ago time={key.lastUsedAt} />}</td>
            <td>{key.expiresAt === null ? 'No expiry' : <FromNow time={key.expiresAt} />}</td>
            <td>
              <Button
                formAction="none"
                variant="inline-link"
                ariaLabel={`Revoke ${key.masked}`}
                onClick={() => onRevoke(key)}
              >
                Revoke
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
