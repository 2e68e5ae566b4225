import Container from '@cloudscape-design/components/container';
import { useAccount } from '../account/account.ts';
import { useList } from '../api/use-api.ts';
import { Empty } from '../table/empty.tsx';

/** Shown to Members instead of the service accounts: the reason, and the Admins to ask. */
export function ForMembers() {
  const { id: accountId, name } = useAccount();
  const { data: users = [] } = useList({ operation: 'listUsers', params: { accountId } });
  const admins = users.filter(({ role }) => role === 'admin');
  return (
    <Container>
      <Empty title="Only Admins see service accounts">
        A service account is a credential with which software manages {name}. Ask an Admin if you need one
        {admins.length > 0 && `: ${names.format(admins.map((admin) => admin.name))}`}.
      </Empty>
    </Container>
  );
}

const names = new Intl.ListFormat('en', { type: 'disjunction' });
