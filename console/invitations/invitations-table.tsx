import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { List } from '../table/list.tsx';
import { useSorted } from '../table/sorting/use-sorted.ts';
import { useState } from 'react';
import { roleNames, useAccount, useWhyNot } from '../account/account.ts';
import { lookEvery } from '../api/look-every.ts';
import { useList } from '../api/use-api.ts';
import { RowMenu } from '../table/row-menu.tsx';
import { FailureAlert } from '../parts/failure-alert.tsx';
import { Name } from '../format/name.tsx';
import { Ago, FromNow, useNow } from '../format/time.tsx';
import { UserName } from '../users/user-name.tsx';
import { EditInvitationDialog } from './edit-invitation-dialog.tsx';
import type { Invitation } from './invitation.ts';
import { ResendDialog } from './resend-dialog.tsx';
import { RevokeDialog } from './revoke-dialog.tsx';

const dialogs = { role: EditInvitationDialog, resend: ResendDialog, revoke: RevokeDialog } as const;

/** The invitations that were not accepted: pending, expired and revoked ones. */
export function InvitationsTable() {
  const account = useAccount();
  const now = useNow(10_000);
  const [open, setOpen] = useState<{ dialog: keyof typeof dialogs; invitation: Invitation }>();
  const {
    data: invitations,
    error,
    refetch,
  } = useList(
    { operation: 'listInvitations', params: { accountId: account.id } },
    { every: lookEvery.edits },
  );
  const sorted = useSorted(invitations ?? []);
  if (error !== null && invitations === undefined)
    return <FailureAlert failure={error} onRetry={() => void refetch()} />;
  const Dialog = open && dialogs[open.dialog];
  return (
    <>
      <List
        {...sorted}
        trackBy="id"
        loading={invitations === undefined}
        loadingText="Loading the invitations"
        name="Invitations"
        header={
          <Header variant="h2" counter={invitations && `(${invitations.length})`}>
            Invitations
          </Header>
        }
        empty={
          <Box textAlign="center" color="text-body-secondary">
            No invitation is waiting to be accepted.
          </Box>
        }
        columnDefinitions={[
          {
            id: 'email',
            header: 'Email',
            sortingField: 'email',
            isRowHeader: true,
            cell: ({ email }) => <Name text={email} />,
          },
          { id: 'role', header: 'Role', sortingField: 'role', cell: ({ role }) => roleNames[role] },
          {
            id: 'status',
            header: 'Status',
            sortingField: 'status',
            cell: ({ status }) => <Status of={status} />,
          },
          {
            id: 'invitedBy',
            header: 'Invited by',
            from: 'medium',
            cell: ({ invitedBy }) => <UserName id={invitedBy} />,
          },
          {
            id: 'sentAt',
            header: 'Sent',
            from: 'medium',
            sortingField: 'sentAt',
            cell: ({ sentAt }) => <Ago time={sentAt} now={now} />,
          },
          {
            id: 'expiresAt',
            header: 'Expires',
            sortingField: 'expiresAt',
            cell: ({ expiresAt, status }) =>
              status === 'revoked' ? '–' : <FromNow time={expiresAt} now={now} />,
          },
          {
            id: 'actions',
            header: 'Actions',
            cell: (invitation) => (
              <Actions of={invitation} onChoose={(dialog) => setOpen({ dialog, invitation })} />
            ),
          },
        ]}
      />
      {open !== undefined && Dialog !== undefined && (
        <Dialog invitation={open.invitation} onClose={() => setOpen(undefined)} />
      )}
    </>
  );
}

function Status({ of: status }: { of: Invitation['status'] }) {
  switch (status) {
    case 'pending':
      return <StatusIndicator type="pending">Pending</StatusIndicator>;
    case 'expired':
      return <StatusIndicator type="warning">Expired</StatusIndicator>;
    case 'revoked':
      return <StatusIndicator type="stopped">Revoked</StatusIndicator>;
    default:
      return <StatusIndicator type="success">Accepted</StatusIndicator>;
  }
}

interface ActionsProps {
  readonly of: Invitation;
  readonly onChoose: (dialog: keyof typeof dialogs) => void;
}

function Actions({ of: { email, status }, onChoose }: ActionsProps) {
  const whyNot = useWhyNot();
  // Nothing can be done to it any more: a new invitation takes its place.
  if (status === 'revoked') return null;
  const notPending = status === 'pending' ? undefined : 'It has expired. Send it again first.';
  return (
    <RowMenu<keyof typeof dialogs>
      label={`the invitation of ${email}`}
      actions={[
        { id: 'resend', text: 'Send again', whyNot },
        { id: 'role', text: 'Change role', whyNot: whyNot ?? notPending },
        { id: 'revoke', text: 'Revoke', destructive: true, whyNot },
      ]}
      onChoose={onChoose}
    />
  );
}
