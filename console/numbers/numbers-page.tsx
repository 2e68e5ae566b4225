import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { AgentName } from '../agents/agent-choice.tsx';
import { lookEvery } from '../api/look-every.ts';
import { Copyable } from '../parts/copyable.tsx';
import { At } from '../parts/time.tsx';
import { disabledFor } from '../parts/disabled.ts';
import { usePage } from '../parts/use-page.ts';
import { DeleteDialog } from '../resources/delete-dialog.tsx';
import { useHome } from '../resources/home.tsx';
import { Page } from '../frame/page.tsx';
import { ROWS, ResourceTable } from '../resources/resource-table.tsx';
import { AddNumberDialog } from './add-number-dialog.tsx';
import { EditNumberDialog } from './edit-number-dialog.tsx';
import type { TelephoneNumber } from './number.ts';

type Open =
  | { readonly dialog: 'add' }
  | { readonly dialog: 'edit' | 'delete'; readonly number: TelephoneNumber }
  | undefined;

/** The telephone numbers of the environment that is worked in. */
export function NumbersPage() {
  const { environment, params, whyNot } = useHome();
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const page = usePage(
    { operation: 'listEnvironmentNumbers', params },
    { rows: ROWS, every: lookEvery.edits },
  );
  return (
    <Page
      title="Numbers"
      description="Each number belongs to exactly one environment."
      actions={
        <Button variant="primary" {...disabledFor(whyNot)} onClick={() => setOpen({ dialog: 'add' })}>
          Add number
        </Button>
      }
    >
      <ResourceTable
        name="Numbers"
        page={page}
        empty={`${environment.name} has no telephone numbers yet.`}
        nameOf={({ e164 }) => e164}
        actions={() => [
          { id: 'edit', text: 'Edit' },
          { id: 'delete', text: 'Delete' },
        ]}
        onAction={(dialog, number) => setOpen({ dialog, number })}
        columns={columns}
      />
      {open?.dialog === 'add' && <AddNumberDialog onClose={close} />}
      {open?.dialog === 'edit' && <EditNumberDialog number={open.number} onClose={close} />}
      {open?.dialog === 'delete' && (
        <DeleteDialog
          name={open.number.e164}
          submit="Delete number"
          call={{ operation: 'deleteEnvironmentNumber', params: { ...params, numberId: open.number.id } }}
          onClose={close}
        >
          Any environment can then add this number. A number that a campaign uses can't be deleted.
        </DeleteDialog>
      )}
    </Page>
  );
}

const columns = [
  {
    id: 'e164',
    header: 'Number',
    isRowHeader: true,
    cell: ({ e164 }: TelephoneNumber) => <span className="figure">{e164}</span>,
  },
  { id: 'label', header: 'Label', cell: ({ label }: TelephoneNumber) => label || '–' },
  {
    id: 'inboundAgentId',
    header: 'Answered by',
    cell: ({ inboundAgentId }: TelephoneNumber) =>
      inboundAgentId === null ? '–' : <AgentName id={inboundAgentId} />,
  },
  {
    id: 'createdAt',
    header: 'Created At',
    cell: ({ createdAt }: TelephoneNumber) => <At time={createdAt} />,
  },
  { id: 'id', header: 'ID', cell: ({ id }: TelephoneNumber) => <Copyable text={id} what="number ID" /> },
];
