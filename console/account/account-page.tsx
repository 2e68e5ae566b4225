import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { limits } from '../../lib/api/limits.ts';
import { lookEvery } from '../api/look-every.ts';
import { useList, useRead } from '../api/use-api.ts';
import { figure } from '../format/figure.ts';
import { At } from '../format/time.tsx';
import { Loading } from '../frame/loading.tsx';
import { Page } from '../frame/page.tsx';
import { Copyable } from '../parts/copyable.tsx';
import { disabledFor } from '../parts/disabled.ts';
import { FailureAlert } from '../parts/failure-alert.tsx';
import { Missing } from '../parts/missing.tsx';
import { quietRed } from '../parts/red.ts';
import { To } from '../place/page-link.tsx';
import { usePaths } from '../place/paths.ts';
import { ONLY_ADMIN } from '../users/open.ts';
import { RemoveDialog } from '../users/remove-dialog.tsx';
import { FactsGrid } from '../parts/facts-grid.tsx';
import { notInUse, useAccount, useWhyNot } from './account.ts';
import { CloseDialog } from './close-dialog.tsx';
import { RenameDialog } from './rename-dialog.tsx';

/** Settings → Account. */
export function AccountPage() {
  const account = useAccount();
  const whyNot = useWhyNot();
  const [renaming, setRenaming] = useState(false);
  return (
    <Page
      isForAdmins
      title="Account"
      description={<Copyable text={account.id} what="account ID" />}
      actions={
        <Button {...disabledFor(whyNot)} onClick={() => setRenaming(true)}>
          Rename
        </Button>
      }
    >
      <Facts />
      <OtherAccounts />
      <Leave />
      <Close />
      {renaming && <RenameDialog onClose={() => setRenaming(false)} />}
    </Page>
  );
}

function Facts() {
  const { id, role } = useAccount();
  const { toAccount } = usePaths();
  const { data, error, refetch } = useRead(
    { operation: 'getAccount', params: { accountId: id } },
    { every: lookEvery.edits },
  );
  if (data === undefined) {
    return error === null ? (
      <Loading what="the account" />
    ) : (
      <FailureAlert failure={error} onRetry={() => void refetch()} />
    );
  }
  const { name, plan, allocatedConcurrentCalls, environmentCount, userCount, createdAt } = data;
  return (
    <Container>
      <FactsGrid
        columns={4}
        minColumnWidth={200}
        items={[
          { label: 'Name', value: name },
          {
            label: 'Plan',
            value: (
              <>
                {plan.name}: {figure(plan.maxConcurrentCalls)} concurrent calls
                <div className="soft">Set by the operator of this service</div>
              </>
            ),
          },
          {
            label: 'Allocated',
            value: `${figure(allocatedConcurrentCalls)} of ${figure(plan.maxConcurrentCalls)}`,
          },
          {
            label: 'Environments',
            value: (
              <To path={toAccount('settings/environments')}>
                {environmentCount} of {limits.environments}
              </To>
            ),
          },
          {
            label: 'Users',
            value: (
              <To path={toAccount('settings/users')}>
                {userCount} of {limits.users}
              </To>
            ),
          },
          // Only Admins may see them.
          ...(role === 'admin' ? [{ label: 'Service accounts', value: <ServiceAccountCount /> }] : []),
          { label: 'Created At', value: <At time={createdAt} /> },
        ]}
      />
    </Container>
  );
}

function ServiceAccountCount() {
  const { id } = useAccount();
  const { toAccount } = usePaths();
  const { data, error } = useList({ operation: 'listServiceAccounts', params: { accountId: id } });
  const count = data === undefined ? undefined : `${data.length} of ${limits.serviceAccounts}`;
  return (
    <To path={toAccount('settings/service-accounts')}>{count ?? (error === null ? '…' : 'Show all')}</To>
  );
}

function OtherAccounts() {
  const navigate = useNavigate();
  return (
    <Container
      disableContentPaddings
      header={
        <Header
          variant="h2"
          description={`For another company or team, with its own plan, users and environments. You can create up to ${limits.accounts}.`}
          actions={<Button onClick={() => void navigate('/create-account')}>Create another account</Button>}
        >
          More accounts
        </Header>
      }
    />
  );
}

function Leave() {
  const account = useAccount();
  const { id, name, me } = account;
  const [leaving, setLeaving] = useState(false);
  const list = useList({ operation: 'listUsers', params: { accountId: id } });
  const users = list.data;
  const user = users?.find(({ userId }) => userId === me.userId);
  const admins = users?.filter(({ role }) => role === 'admin').length ?? 0;
  const onlyAdmin = user?.role === 'admin' && admins === 1 ? ONLY_ADMIN : undefined;
  return (
    <>
      <Container
        disableContentPaddings
        header={
          <Header
            variant="h2"
            description={`You lose access to all environments of ${name}. An Admin can invite you again.`}
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button
                  style={quietRed}
                  disabled={user === undefined}
                  {...disabledFor(notInUse(account) ?? onlyAdmin)}
                  onClick={() => setLeaving(true)}
                >
                  Leave the account
                </Button>
              </SpaceBetween>
            }
          >
            Leave {name}
          </Header>
        }
      />
      {users === undefined && list.error !== null && <Missing what="the users" of={list} />}
      {leaving && user !== undefined && <RemoveDialog user={user} onClose={() => setLeaving(false)} />}
    </>
  );
}

/** For Admins alone. */
function Close() {
  const { id, name, role } = useAccount();
  const whyNot = useWhyNot();
  const [closing, setClosing] = useState(false);
  const { data } = useRead({ operation: 'getAccount', params: { accountId: id } });
  if (role !== 'admin') return null;
  return (
    <>
      <Container
        disableContentPaddings
        header={
          <Header
            variant="h2"
            description="Its environments are deleted once their calls have ended. After 30 days everything is removed for good."
            actions={
              <Button
                style={quietRed}
                disabled={data === undefined}
                {...disabledFor(whyNot)}
                onClick={() => setClosing(true)}
              >
                Close account
              </Button>
            }
          >
            Close {name}
          </Header>
        }
      />
      {closing && data !== undefined && (
        <CloseDialog environments={data.environmentCount} onClose={() => setClosing(false)} />
      )}
    </>
  );
}
