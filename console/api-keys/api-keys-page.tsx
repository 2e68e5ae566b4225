import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { lookEvery } from '../api/look-every.ts';
import { useList } from '../api/use-api.ts';
import { Page } from '../frame/page.tsx';
import { disabledFor } from '../parts/disabled.ts';
import { useHome } from '../resources/home.tsx';
import type { ApiKey } from './api-key.ts';
import { Guide } from './guide.tsx';
import { KeysTable } from './keys-table.tsx';
import { RevokeDialog } from './revoke-dialog.tsx';
import { RotateDialog } from './rotate-dialog.tsx';
import { SecretDialog, type NewKey } from './secret-dialog.tsx';

type Open =
  | { readonly dialog: 'rotate' }
  | { readonly dialog: 'revoke'; readonly apiKey: ApiKey }
  | { readonly dialog: 'secret'; readonly apiKey: NewKey }
  | undefined;

/** All keys of the current environment, and how to get and use one. */
export function ApiKeysPage() {
  const { environment, params, whyNot } = useHome();
  const keys = useList({ operation: 'listApiKeys', params }, { every: lookEvery.edits });
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  return (
    <Page
      isForAdmins
      title="API keys"
      description={`Every active key of ${environment.name}. A key gives access to this environment and nothing else.`}
      actions={
        <Button variant="primary" {...disabledFor(whyNot)} onClick={() => setOpen({ dialog: 'rotate' })}>
          Rotate API key
        </Button>
      }
    >
      <KeysTable keys={keys} onRevoke={(apiKey) => setOpen({ dialog: 'revoke', apiKey })} />
      <Guide />
      {open?.dialog === 'rotate' && (
        <RotateDialog
          environment={environment}
          onRotated={(_, apiKey) => setOpen({ dialog: 'secret', apiKey })}
          onClose={close}
        />
      )}
      {open?.dialog === 'revoke' && (
        <RevokeDialog
          environment={environment}
          apiKey={open.apiKey}
          isLast={keys.data?.length === 1}
          onClose={close}
        />
      )}
      {open?.dialog === 'secret' && (
        <SecretDialog environmentName={environment.name} apiKey={open.apiKey} onClose={close} />
      )}
    </Page>
  );
}
