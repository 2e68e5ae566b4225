import Button from '@cloudscape-design/components/button';
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
import { LinkField } from './link-field.tsx';
import { pendingInvitation, tokenIn } from './pending.ts';
import { RequestId } from '../parts/request-id.tsx';
import { At } from '../format/time.tsx';
import { FactsGrid } from '../parts/facts-grid.tsx';

/** The target of the link in an invitation: `/invitations/accept#token=…`. */
export function AcceptPage() {
  const [token, setToken] = useState(takeToken);
  useEffect(() => {
    // When a link is pasted into this very tab, only the part behind the # changes.
    const onHash = () => setToken(takeToken());
    window.addEventListener('hashchange', onHash);
    return () => window.removeEventListener('hashchange', onHash);
  }, []);
  return token === undefined ? <PasteLink onToken={setToken} /> : <Offer key={token} token={token} />;
}

/** Nobody who sees the address, or finds it in the history, may be able to use it. */
function takeToken(): string | undefined {
  const token = tokenIn(window.location.hash);
  if (token !== undefined) pendingInvitation.keep(token);
  window.history.replaceState(null, '', window.location.pathname);
  return token ?? pendingInvitation.get();
}

function PasteLink({ onToken }: { onToken: (token: string) => void }) {
  return (
    <FullPage title="This link is not complete">
      <SpaceBetween size="l">
        <p>Open the whole link from the invitation email, or paste it here.</p>
        <LinkField
          onToken={(token) => {
            pendingInvitation.keep(token);
            onToken(token);
          }}
        />
        <Button href="/">Go to Berth</Button>
      </SpaceBetween>
    </FullPage>
  );
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
  if (email.toLowerCase() !== session.email.toLowerCase())
    return <ForSomebodyElse email={email} to={accountName} />;
  return (
    <FullPage title={`Join ${accountName}`}>
      <SpaceBetween size="l">
        <FactsGrid
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
                onSuccess({ body }) {
                  pendingInvitation.forget();
                  void navigate(`/${body.accountId}`, { replace: true });
                },
              })
            }
          >
            Accept invitation
          </Button>
          <Button
            variant="link"
            onClick={() => {
              pendingInvitation.forget();
              void navigate('/');
            }}
          >
            Not now
          </Button>
        </SpaceBetween>
      </SpaceBetween>
    </FullPage>
  );
}

/** The invitation waits in this tab until the right person has signed in. */
function ForSomebodyElse({ email, to }: { email: string; to: string }) {
  const { session } = useConnection();
  const navigate = useNavigate();
  return (
    <FullPage title={`This invitation is for ${email}`}>
      <SpaceBetween size="l">
        <p>
          You are signed in as {session.email}. Only {email} can join {to} with it. Sign in with that address:
          you come back here.
        </p>
        <SpaceBetween direction="horizontal" size="xs">
          <Button variant="primary" onClick={() => void session.signOut()}>
            Sign in as {email}
          </Button>
          <Button
            variant="link"
            onClick={() => {
              pendingInvitation.forget();
              void navigate('/');
            }}
          >
            Stay signed in
          </Button>
        </SpaceBetween>
      </SpaceBetween>
    </FullPage>
  );
}

function Refused({ failure }: { failure: Failure }) {
  const { session } = useConnection();
  // It can no longer be accepted, so the tab forgets it.
  useEffect(() => {
    if (failure.code !== 'no_answer') pendingInvitation.forget();
  }, [failure]);
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
