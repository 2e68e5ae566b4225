import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useAccount } from '../../account/account.ts';
import { useList } from '../../api/use-api.ts';
import { At } from '../../format/time.tsx';
import { useAddress } from '../../place/address.ts';
import { To } from '../../place/page-link.tsx';
import { usePaths } from '../../place/paths.ts';
import { NotThere } from '../../resources/not-there.tsx';
import { useAdmins } from '../../users/use-admins.ts';
import { useEnvironments } from '../environment-provider.tsx';

/** How many are offered; the others are in the selector. */
const MAX_OFFERED = 5;

/** Shown instead of every page of an environment that was deleted, or that the account never had. */
export function GoneEnvironment() {
  const { environmentId = '' } = useAddress();
  const account = useAccount();
  const { current, isGone } = useEnvironments();
  const { toAccount } = usePaths();
  const deleted = useList({
    operation: 'listEnvironments',
    params: { accountId: account.id },
    query: { status: 'deleted' },
  });
  const restorable = deleted.data?.find(({ id }) => id === environmentId);
  return (
    <NotThere
      what="environment"
      id={environmentId}
      within={account.name}
      isGone={isGone || restorable !== undefined}
      name={isGone ? current.name : restorable?.name}
      all={<To path={toAccount('settings/environments')}>See all environments</To>}
    >
      {restorable?.restorableUntil && account.status === 'active' && (
        <Restoring until={restorable.restorableUntil} />
      )}
      {account.status === 'active' && <Others />}
    </NotThere>
  );
}

/** Who can restore it, and where. */
function Restoring({ until }: { until: string }) {
  const { role } = useAccount();
  const { toAccount } = usePaths();
  return (
    <p>
      {role === 'admin' ? (
        <>
          <To path={toAccount('settings/environments')}>Restore it</To> in Settings → Environments until{' '}
          <At time={until} />.
        </>
      ) : (
        <>
          Until <At time={until} /> an Admin can restore it
          <Admins />.
        </>
      )}
    </p>
  );
}

function Admins() {
  const admins = useAdmins();
  return admins === undefined ? null : <>: {admins}</>;
}

/** The environments to continue in. The user chooses. */
function Others() {
  const { all, choose } = useEnvironments();
  const offered = all.filter(({ hidden }) => !hidden).slice(0, MAX_OFFERED);
  if (offered.length === 0) return null;
  return (
    <SpaceBetween size="xs">
      <p>Continue in another environment:</p>
      <SpaceBetween size="xs" direction="horizontal">
        {offered.map(({ id, name }) => (
          <Button key={id} onClick={() => choose(id)}>
            {name}
          </Button>
        ))}
      </SpaceBetween>
    </SpaceBetween>
  );
}
