import { useState } from 'react';
import { Outlet } from 'react-router-dom';
import { useConnection } from '../api/provider.tsx';
import { useRead } from '../api/use-api.ts';
import { EnvironmentProvider } from '../environments/environment-provider.tsx';
import { Stop, Waiting } from '../frame/full-page.tsx';
import { ACCOUNT, remember, remembered } from '../frame/memory.ts';
import { AccountContext, membershipOf } from './account.ts';
import { CreateAccountPage } from './create-account-page.tsx';

/** How soon one sees what was changed about oneself elsewhere, in milliseconds. */
const LOOK_EVERY = 15_000;

/** Lets through who belongs to an account, into the one that was worked in last. */
export function AccountGate() {
  const { session } = useConnection();
  const me = useRead({ operation: 'getMe' }, { every: LOOK_EVERY });
  const [chosen, setChosen] = useState(() => remembered(ACCOUNT));
  // Of the account that is in sight it is remembered how it was called, in case it is gone.
  const [inSight, setInSight] = useState<{ id: string; name: string }>();

  if (me.data === undefined) {
    if (!me.isError) return <Waiting text="Loading your accounts" />;
    return (
      <Stop
        title="Your accounts could not be loaded"
        action={{ text: 'Try again', onClick: () => void me.refetch() }}
      >
        {me.error.message}
      </Stop>
    );
  }

  if (inSight !== undefined && membershipOf(me.data, inSight.id) === undefined) {
    return (
      <Stop
        title={`You are no longer a user of ${inSight.name}`}
        action={{ text: 'Go on', onClick: () => setInSight(undefined) }}
      >
        An Admin has removed {session.email} from the account. Nothing that you do can reach it any more.
      </Stop>
    );
  }

  const membership = membershipOf(me.data, chosen) ?? me.data.memberships[0];
  const choose = (accountId: string) => {
    remember(ACCOUNT, accountId);
    setInSight(undefined);
    setChosen(accountId);
  };
  if (membership === undefined) return <CreateAccountPage onCreated={choose} />;

  const { accountId: id, accountName: name, role } = membership;
  if (inSight?.id !== id || inSight.name !== name) setInSight({ id, name });
  return (
    <AccountContext value={{ id, name, role, me: me.data, choose }}>
      <EnvironmentProvider key={id}>
        <Outlet />
      </EnvironmentProvider>
    </AccountContext>
  );
}
