import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { AgentName } from '../agents/agent-choice.tsx';
import { Copyable } from '../parts/copyable.tsx';
import { At } from '../format/time.tsx';
import { disabledFor } from '../parts/disabled.ts';
import { Empty } from '../table/empty.tsx';
import { useFindable } from '../table/use-findable.ts';
import { DeleteNumberDialog } from './delete-number-dialog.tsx';
import { useHome } from '../resources/home.tsx';
import { Page } from '../frame/page.tsx';
import { Phone } from '../format/phone.tsx';
import { PageLink } from '../place/page-link.tsx';
import { ResourceTable } from '../table/resource-table.tsx';
import { AddNumberDialog } from './add-number-dialog.tsx';
import { EditNumberDialog } from './edit-number-dialog.tsx';
import type { TelephoneNumber } from './number.ts';

type Open =
  | { readonly dialog: 'add' }
  | { readonly dialog: 'edit' | 'delete'; readonly number: TelephoneNumber }
  | undefined;

/** The telephone numbers of the current environment. */
export function NumbersPage() {
  const { environment, params, whyNot } = useHome();
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const list = useFindable({ operation: 'listEnvironmentNumbers', params }, ['e164', 'label', 'id']);
  const add = () => setOpen({ dialog: 'add' });
  return (
    <Page
      isForAdmins
      title="Numbers"
      description="Each number belongs to exactly one environment."
      actions={
        <Button variant="primary" {...disabledFor(whyNot)} onClick={add}>
          Add number
        </Button>
      }
    >
      <ResourceTable
        name="Numbers"
        list={list}
        empty={
          <Empty
            title={`${environment.name} has no telephone numbers yet`}
            action={
              <Button {...disabledFor(whyNot)} onClick={add}>
                Add the first number
              </Button>
            }
          >
            Add a number that your telephone provider has given you, and choose the agent that answers it.
            Campaigns call from it.
          </Empty>
        }
        nameOf={({ e164 }) => e164}
        actions={() => [
          { id: 'edit', text: 'Edit' },
          { id: 'delete', text: 'Delete' },
        ]}
        whyNot={whyNot}
        onAction={(dialog, number) => setOpen({ dialog, number })}
        columns={columns}
      />
      {open?.dialog === 'add' && <AddNumberDialog onClose={close} />}
      {open?.dialog === 'edit' && <EditNumberDialog number={open.number} onClose={close} />}
      {open?.dialog === 'delete' && <DeleteNumberDialog number={open.number} onClose={close} />}
    </Page>
  );
}

const columns = [
  {
    id: 'e164',
    header: 'Number',
    isRowHeader: true,
    sortingField: 'e164',
    cell: ({ id, e164 }: TelephoneNumber) => (
      <PageLink page="numbers" id={id}>
        <Phone e164={e164} />
      </PageLink>
    ),
  },
  { id: 'label', header: 'Label', sortingField: 'label', cell: ({ label }: TelephoneNumber) => label || '–' },
  {
    id: 'inboundAgentId',
    header: 'Answered by',
    cell: ({ inboundAgentId }: TelephoneNumber) =>
      inboundAgentId === null ? (
        '–'
      ) : (
        <PageLink page="agents" id={inboundAgentId}>
          <AgentName id={inboundAgentId} />
        </PageLink>
      ),
  },
  {
    id: 'createdAt',
    header: 'Created At',
    from: 'medium' as const,
    sortingField: 'createdAt',
    cell: ({ createdAt }: TelephoneNumber) => <At time={createdAt} />,
  },
  {
    id: 'id',
    header: 'ID',
    from: 'medium' as const,
    cell: ({ id }: TelephoneNumber) => <Copyable text={id} what="number ID" cut />,
  },
];
