import Container from '@cloudscape-design/components/container';
import { useAccount } from '../account/account.ts';
import { Empty } from '../table/empty.tsx';
import { useAdmins } from '../users/use-admins.ts';

/** Shown to Members instead of the service accounts: the reason, and the Admins to ask. */
export function ForMembers() {
  const { name } = useAccount();
  const admins = useAdmins();
  return (
    <Container>
      <Empty title="Only Admins see service accounts">
        A service account is a credential with which software manages {name}. Ask an Admin if you need one
        {admins !== undefined && `: ${admins}`}.
      </Empty>
    </Container>
  );
}
