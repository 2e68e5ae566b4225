import { useState } from 'react';
import { Navigate, Outlet, useNavigate } from 'react-router-dom';
import { useConnection } from '../api/provider.tsx';
import { lookEvery } from '../api/look-every.ts';
import { useHasMade, useRead } from '../api/use-api.ts';
import { EnvironmentProvider } from '../environments/environment-provider.tsx';
import { useAddress } from '../place/address.ts';
import { Stop, Waiting } from '../frame/full-page.tsx';
import { ACCOUNT, rememberedHere } from '../place/memory.ts';
import { Remember } from '../place/remember.tsx';
import { pendingInvitation } from '../invitations/pending.ts';
import { OPERATOR } from '../place/pages.ts';
import { AccountContext, membershipOf, type Account } from './account.ts';

/** Shows its children to users of the account in the address; without one, goes to the account that was used last. */
export function AccountGate() {
  const { session } = useConnection();
  const navigate = useNavigate();
  const address = useAddress();
  const me = useRead({ operation: 'getMe' }, { every: lookEvery.edits });
  // Remembers the name of the account that is shown, in case access to it is lost.
  const [inSight, setInSight] = useState<{ id: string; name: string }>();
  const hasLeft = useHasMade(
    ({ operation, params }) =>
      operation === 'removeUser' &&
      params?.['accountId'] === inSight?.id &&
      params?.['userId'] === me.data?.userId,
  );

  if (me.data === undefined) {
    if (!me.isError) return <Waiting text="Loading your accounts" />;
    return (
      <Stop
        title="Couldn't load your accounts"
        action={{ text: 'Try again', onClick: () => void me.refetch() }}
      >
        {me.error.message}
      </Stop>
    );
  }

  if (address.page === '' && pendingInvitation.get() !== undefined)
    return <Navigate to="/invitations/accept" replace />;

  const goOn = () => {
    setInSight(undefined);
    void navigate('/');
  };
  const wanted = address.accountId ?? inSight?.id;
  if (inSight !== undefined && wanted === inSight.id && membershipOf(me.data, inSight.id) === undefined) {
    return (
      <Stop
        title={hasLeft ? `You left ${inSight.name}` : `You are no longer a user of ${inSight.name}`}
        action={{ text: 'Continue', onClick: goOn }}
      >
        {hasLeft
          ? 'You no longer have access to the account. An Admin can invite you again.'
          : `An Admin removed ${session.email} from the account, or you left it. You no longer have access to it.`}
      </Stop>
    );
  }
  const { memberships } = me.data;
  if (memberships.length === 0 && address.accountId === undefined) {
    return <Navigate to={session.isOperator ? OPERATOR.path : '/create-account'} replace />;
  }
  const last = membershipOf(me.data, rememberedHere(ACCOUNT)) ?? memberships[0];
  const membership = address.accountId === undefined ? last : membershipOf(me.data, address.accountId);
  if (membership === undefined) {
    // The first request after joining may still be under way.
    if (me.isFetching) return <Waiting text="Loading your accounts" />;
    return (
      <Stop title="You have no access to this account" action={{ text: 'Go to Berth', onClick: goOn }}>
        You are signed in as {session.email}, who is not a user of this account.
      </Stop>
    );
  }

  const { accountId: id, accountName: name, role } = membership;
  if (inSight?.id !== id || inSight.name !== name) setInSight({ id, name });
  return <InAccount key={id} id={id} name={name} role={role} me={me.data} />;
}

function InAccount(known: Omit<Account, 'status'>) {
  const { data, isPending } = useRead(
    { operation: 'getAccount', params: { accountId: known.id } },
    { every: lookEvery.edits },
  );
  return (
    <AccountContext value={{ ...known, status: data?.status ?? 'active' }}>
      <Remember name={ACCOUNT} value={known.id} />
      <EnvironmentProvider>
        {/* Its status decides what is shown above every page and what can be done. */}
        {isPending ? <Waiting text={`Loading ${known.name}`} /> : <Outlet />}
      </EnvironmentProvider>
    </AccountContext>
  );
}
