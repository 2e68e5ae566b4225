import Button from '@cloudscape-design/components/button';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useMemo, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { roleNames } from '../account/account.ts';
import type { ApiRequest } from '../api/request.ts';
import type { Failure } from '../api/failure.ts';
import { useConnection } from '../api/provider.tsx';
import { useChange, useRead } from '../api/use-api.ts';
import { FullPage, Stop, Waiting } from '../frame/full-page.tsx';
import { FailureAlert } from '../parts/failure-alert.tsx';
import { RequestId } from '../parts/request-id.tsx';
import { At } from '../format/time.tsx';

/** Where the link in an invitation leads: `/invitations/accept#token=…`. */
export function AcceptPage() {
  const [token] = useState(() => new URLSearchParams(window.location.hash.slice(1)).get('token') ?? '');
  // Who looks over the shoulder, or finds it in the history, must not be able to use it.
  useEffect(() => window.history.replaceState(null, '', window.location.pathname), []);
  if (token === '') {
    return (
      <Stop title="This link is not complete" action={{ text: 'Go to Berth', href: '/' }}>
        Open the whole link from the invitation email.
      </Stop>
    );
  }
  return <Offer token={token} />;
}

function Offer({ token }: { token: string }) {
  const { session } = useConnection();
  const navigate = useNavigate();
  const offer = useRead({ operation: 'lookUpInvitation', body: { token } });
  const call = useMemo(
    (): ApiRequest<'acceptInvitation'> => ({ operation: 'acceptInvitation', body: { token } }),
    [token],
  );
  const accept = useChange<'acceptInvitation'>();

  if (offer.data === undefined) {
    return offer.error === null ? (
      <Waiting text="Looking up the invitation" />
    ) : (
      <Refused failure={offer.error} />
    );
  }
  const { accountName, role, email, expiresAt } = offer.data;
  return (
    <FullPage title={`Join ${accountName}`}>
      <SpaceBetween size="l">
        <KeyValuePairs
          columns={2}
          items={[
            { label: 'Account', value: accountName },
            { label: 'Role', value: roleNames[role] },
            { label: 'Invited', value: email },
            { label: 'Expires', value: <At time={expiresAt} /> },
          ]}
        />
        <p>
          You are signed in as {session.email}. Once you accept, you have access to all environments of{' '}
          {accountName}.
        </p>
        {accept.error !== null && (
          <FailureAlert failure={accept.error} message={why(accept.error, session.email)} />
        )}
        <SpaceBetween direction="horizontal" size="xs">
          <Button
            variant="primary"
            loading={accept.isPending}
            loadingText="Accepting the invitation"
            onClick={() =>
              accept.mutate(call, {
                onSuccess: ({ body }) => void navigate(`/${body.accountId}`, { replace: true }),
              })
            }
          >
            Accept invitation
          </Button>
          <Button variant="link" onClick={() => void session.signOut()}>
            Sign out
          </Button>
        </SpaceBetween>
      </SpaceBetween>
    </FullPage>
  );
}

function Refused({ failure }: { failure: Failure }) {
  const { session } = useConnection();
  return (
    <Stop title="This invitation can't be accepted" action={{ text: 'Go to Berth', href: '/' }}>
      {why(failure, session.email)} <RequestId of={failure} />
    </Stop>
  );
}

function why(failure: Failure, email: string): string {
  switch (failure.code) {
    case 'not_found':
      return 'This invitation does not exist. A newer email may have another link.';
    case 'invitation_expired':
      return 'It has expired. Ask an Admin to send it again.';
    case 'invitation_revoked':
      return 'It was revoked by an Admin.';
    case 'invitation_used':
      return 'This invitation was already accepted. Sign in to continue.';
    case 'invitation_email_mismatch':
      return `It was sent to another address than ${email}. Sign out, then open the link again and sign in with that address.`;
    default:
      return failure.message;
  }
}
