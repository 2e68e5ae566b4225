import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import { lookEvery } from '../../api/look-every.ts';
import { useRead } from '../../api/use-api.ts';
import { Page } from '../../frame/page.tsx';
import { AsOf } from '../../parts/as-of.tsx';
import { Copyable } from '../../parts/copyable.tsx';
import { FailureAlert } from '../../parts/failure-alert.tsx';
import { Missing } from '../../parts/missing.tsx';
import { PageActions } from '../../parts/page-actions.tsx';
import { OPERATOR } from '../../place/pages.ts';
import { useDetail } from '../../place/title.ts';
import { CloseDialog } from '../actions/close-dialog.tsx';
import { ContestedNumbers } from './contested-numbers.tsx';
import { EnvironmentsOf } from './environments-of.tsx';
import { Facts } from './facts.tsx';
import { actionNames, actionsOf, type Action } from '../inspected.ts';
import { MembersOf } from './members-of.tsx';
import { ResumeDialog } from '../actions/resume-dialog.tsx';
import { SetPlanDialog } from '../actions/set-plan-dialog.tsx';
import { SuspendDialog } from '../actions/suspend-dialog.tsx';
import { Usage } from './usage.tsx';

const dialogs = { plan: SetPlanDialog, suspend: SuspendDialog, resume: ResumeDialog, close: CloseDialog };

/** One account, for operators: its facts, its resources and usage, and the possible actions. */
export function AccountPage() {
  const { accountId = '' } = useParams();
  const params = { accountId };
  const inspected = useRead({ operation: 'inspectAccount', params }, { every: lookEvery.edits });
  const { data: account, error } = inspected;
  const [open, setOpen] = useState<Action>();
  const name = account?.name ?? accountId;
  useDetail(name);
  const Dialog = open && dialogs[open];
  return (
    <Page
      title={name}
      breadcrumbs={<Breadcrumbs name={name} />}
      description={<Copyable text={accountId} what="account ID" />}
      actions={
        account && (
          <PageActions
            actions={actionsOf[account.status].map((id) => ({
              id,
              text: actionNames[id],
              destructive: id === 'close',
            }))}
            onChoose={setOpen}
          />
        )
      }
    >
      {account !== undefined ? (
        <SpaceBetween size="l">
          <AsOf of={inspected} />
          <Facts of={account} />
          <Usage of={account.usage} />
          <EnvironmentsOf account={account} />
          <ContestedNumbers account={account} />
          <MembersOf account={account} />
        </SpaceBetween>
      ) : error?.code === 'not_found' ? (
        <FailureAlert failure={error} message="There is no account with this ID, or it was removed." />
      ) : (
        <Missing what="the account" of={inspected} />
      )}
      {account !== undefined && Dialog !== undefined && (
        <Dialog account={account} params={params} onClose={() => setOpen(undefined)} />
      )}
    </Page>
  );
}

function Breadcrumbs({ name }: { name: string }) {
  const navigate = useNavigate();
  return (
    <BreadcrumbGroup
      ariaLabel="Where you are"
      items={[
        { text: OPERATOR.text, href: OPERATOR.path },
        { text: name, href: '' },
      ]}
      onFollow={(event) => {
        event.preventDefault();
        void navigate(event.detail.href);
      }}
    />
  );
}
