import Button from '@cloudscape-design/components/button';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo, useState } from 'react';
import type { ApiCall } from '../api/call.ts';
import { useConnection } from '../api/provider.tsx';
import { useChange } from '../api/use-api.ts';
import { FullPage } from '../frame/full-page.tsx';
import { AsApiCall } from '../parts/as-api-call.tsx';
import { FailureAlert } from '../parts/failure-alert.tsx';

/** For who belongs to no account yet: the first one is their own. */
export function CreateAccountPage({ onCreated }: { onCreated: (accountId: string) => void }) {
  const { session } = useConnection();
  const [name, setName] = useState('');
  const call = useMemo(
    (): ApiCall<'createAccount'> => ({ operation: 'createAccount', body: { name } }),
    [name],
  );
  const create = useChange<'createAccount'>();
  const problem = create.error?.fields['name'];

  return (
    <FullPage title="Create your account">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!create.isPending) create.mutate(call, { onSuccess: ({ body }) => onCreated(body.id) });
        }}
      >
        <Form
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button formAction="none" variant="link" onClick={() => void session.signOut()}>
                Sign out
              </Button>
              <Button variant="primary" loading={create.isPending} loadingText="Creating the account">
                Create account
              </Button>
            </SpaceBetween>
          }
        >
          <SpaceBetween size="l">
            <p className="lead">
              You are signed in as {session.email} and belong to no account yet. Create one, or follow the
              link in an invitation.
            </p>
            {create.error !== null && problem === undefined && <FailureAlert failure={create.error} />}
            <FormField
              label="Account name"
              description="What your company or team is called. It can be changed later."
              errorText={problem}
            >
              <Input value={name} onChange={({ detail }) => setName(detail.value)} ariaRequired autoFocus />
            </FormField>
            <AsApiCall call={call} />
          </SpaceBetween>
        </Form>
      </form>
    </FullPage>
  );
}
