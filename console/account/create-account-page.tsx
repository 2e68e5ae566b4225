import Button from '@cloudscape-design/components/button';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import type { AnswerTo, ApiRequest } from '../api/request.ts';
import { useConnection } from '../api/provider.tsx';
import { useChange, useRead } from '../api/use-api.ts';
import { FullPage, Waiting } from '../frame/full-page.tsx';
import { FailureAlert } from '../parts/failure-alert.tsx';
import { standing } from '../form/problems.ts';
import { LinkField } from '../invitations/link-field.tsx';
import { pendingInvitation } from '../invitations/pending.ts';
import { FirstKeyPage } from './first-key-page.tsx';

/** Creates an account: the first one, or another. Its key is then shown, this once. */
export function CreateAccountPage() {
  const [created, setCreated] = useState<AnswerTo<'createAccount'>>();
  const me = useRead({ operation: 'getMe' });
  if (created !== undefined) return <FirstKeyPage of={created} />;
  if (me.isPending) return <Waiting text="Loading your accounts" />;
  return <NameForm isFirst={me.data?.memberships.length === 0} onCreated={setCreated} />;
}

interface Props {
  /** Whether it is the first account of this person, who may have been invited to another one. */
  readonly isFirst: boolean;
  readonly onCreated: (created: AnswerTo<'createAccount'>) => void;
}

function NameForm({ isFirst, onCreated }: Props) {
  const { session } = useConnection();
  const [name, setName] = useState('');
  const call = useMemo(
    (): ApiRequest<'createAccount'> => ({ operation: 'createAccount', body: { name } }),
    [name],
  );
  const create = useChange<'createAccount'>();
  const navigate = useNavigate();
  const join = (token: string) => {
    pendingInvitation.keep(token);
    void navigate('/invitations/accept');
  };
  const { name: problem } = standing(create.error, create.variables, call);
  return (
    <FullPage title={isFirst ? 'Create your account' : 'Create another account'}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate(call, { onSuccess: ({ body }) => onCreated(body) });
        }}
      >
        <Form
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button
                formAction="none"
                variant="link"
                onClick={() => (isFirst ? void session.signOut() : void navigate('/'))}
              >
                {isFirst ? 'Sign out' : 'Cancel'}
              </Button>
              <Button variant="primary" loading={create.isPending} loadingText="Creating the account">
                Create account
              </Button>
            </SpaceBetween>
          }
        >
          <SpaceBetween size="l">
            <p className="lead">You are signed in as {session.email}.</p>
            {create.error !== null && create.error.fields['name'] === undefined && (
              <FailureAlert failure={create.error} />
            )}
            <FormField label="Account name" description="Your company or team." errorText={problem}>
              <Input value={name} onChange={({ detail }) => setName(detail.value)} ariaRequired autoFocus />
            </FormField>
          </SpaceBetween>
        </Form>
      </form>
      {isFirst && (
        <div className="or-join">
          <p>
            <strong>Were you invited?</strong> Open the link in the email, or paste it here to join that
            account instead.
          </p>
          <LinkField onToken={join} />
        </div>
      )}
    </FullPage>
  );
}
