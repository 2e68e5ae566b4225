import { useAccount } from '../account/account.ts';
import { useConnection } from '../api/provider.tsx';
import { useList } from '../api/use-api.ts';
import { useEnvironments } from '../environments/environment-provider.tsx';
import { usePhone } from '../format/phone.tsx';
import { OPERATOR, pages } from '../place/pages.ts';
import { usePaths } from '../place/paths.ts';
import { useHome } from '../resources/home.tsx';
import type { Group } from './matching.ts';

/** How many of each kind are searched; the lists of their pages search all. */
const MAX_OF_EACH = 300;

interface Places {
  readonly groups: readonly Group[];
  /** Whether some could not be loaded. */
  readonly isPartial: boolean;
  readonly retry: () => void;
}

/** Everything that has a name, with the way there. */
export function usePlaces(): Places {
  const { session } = useConnection();
  const { id: accountId, me, role } = useAccount();
  const { all } = useEnvironments();
  const { environment, params } = useHome();
  const { toEnvironment, toAccount } = usePaths();
  const phone = usePhone();
  // Nothing can be read of a deleted environment.
  const some = { max: MAX_OF_EACH, enabled: environment.status !== 'deleted' };
  const agents = useList({ operation: 'listEnvironmentAgents', params }, some);
  const numbers = useList({ operation: 'listEnvironmentNumbers', params }, some);
  const campaigns = useList({ operation: 'listEnvironmentCampaigns', params }, some);
  const users = useList({ operation: 'listUsers', params: { accountId } });
  const serviceAccounts = useList(
    { operation: 'listServiceAccounts', params: { accountId } },
    { enabled: role === 'admin' },
  );
  const groups: Group[] = [
    {
      label: 'Pages',
      options: pages.map((page) => ({
        value: page.of === 'environment' ? toEnvironment(page.path) : toAccount(page.path),
        label: page.text,
      })),
    },
    {
      label: 'Operator',
      options: session.isOperator ? [{ value: OPERATOR.path, label: OPERATOR.text }] : [],
    },
    {
      label: 'Environments',
      options: all.map(({ id, name, hidden }) => ({
        value: `/${accountId}/${id}/calls`,
        label: name,
        id,
        ...(hidden && { labelTag: 'Hidden' }),
      })),
    },
    {
      label: 'Agents',
      options: (agents.data ?? []).map(({ id, name }) => ({
        value: toEnvironment('agents', id),
        label: name,
        id,
      })),
    },
    {
      label: 'Numbers',
      options: (numbers.data ?? []).map(({ id, e164, label }) => ({
        value: toEnvironment('numbers', id),
        label: `${phone(e164)} ${label}`.trim(),
        id,
        e164,
      })),
    },
    {
      label: 'Campaigns',
      options: (campaigns.data ?? []).map(({ id, name }) => ({
        value: toEnvironment('campaigns', id),
        label: name,
        id,
      })),
    },
    {
      label: 'Users',
      options: (users.data ?? []).map(({ userId, name, email }) => ({
        value: `${toAccount('settings/users')}?find=${encodeURIComponent(email)}`,
        label: name,
        description: email,
        id: userId,
      })),
    },
    {
      label: 'Service accounts',
      options: (serviceAccounts.data ?? []).map(({ id, name }) => ({
        value: `${toAccount('settings/service-accounts')}?find=${id}`,
        label: name,
        id,
      })),
    },
    {
      label: 'Accounts',
      options: me.memberships.map((membership) => ({
        value: `/${membership.accountId}`,
        label: membership.accountName,
        id: membership.accountId,
      })),
    },
  ];
  const missing = [agents, numbers, campaigns, users, serviceAccounts].filter(
    ({ data, error }) => data === undefined && error !== null,
  );
  return {
    groups,
    isPartial: missing.length > 0,
    retry() {
      for (const list of missing) void list.refetch();
    },
  };
}
