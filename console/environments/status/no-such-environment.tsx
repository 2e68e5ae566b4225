import Alert from '@cloudscape-design/components/alert';
import { WhoDeleted } from '../../activity/who-deleted.tsx';
import { useAddress } from '../../place/address.ts';
import { To } from '../../place/page-link.tsx';
import { Page } from '../../frame/page.tsx';
import { usePaths } from '../../place/paths.ts';

/** For an address with an environment that the account does not have, or no longer has. */
export function NoSuchEnvironment() {
  const { environmentId = '' } = useAddress();
  const { toAccount } = usePaths();
  return (
    <Page title="This environment does not exist">
      <Alert type="info">
        <WhoDeleted name="It" targetIds={[environmentId]} /> A deleted environment can be restored for 30 days
        in <To path={toAccount('settings/environments')}>Settings → Environments</To>.
      </Alert>
    </Page>
  );
}
