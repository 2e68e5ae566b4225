import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { AgentName } from '../agents/agent-choice.tsx';
import { PageLink } from '../place/page-link.tsx';
import { NumberName } from '../numbers/number-choice.tsx';
import { figure } from '../format/figure.ts';
import { Figure } from '../table/figure-cell.tsx';
import { disabledFor } from '../parts/disabled.ts';
import { Name } from '../format/name.tsx';
import { Empty } from '../table/empty.tsx';
import { useFindable } from '../table/use-findable.ts';
import { useHome } from '../resources/home.tsx';
import { Page } from '../frame/page.tsx';
import { ResourceTable } from '../table/resource-table.tsx';
import { CampaignDialog } from './campaign-dialog.tsx';
import { actionsOn, type Campaign, type CampaignAction } from './campaign.ts';
import { CreateCampaignDialog } from './create-campaign-dialog.tsx';
import { CreateFirst, useNeeded } from './needed.tsx';
import { Status } from './status.tsx';

/** The campaigns of the current environment. */
export function CampaignsPage() {
  const { environment, params, whyNot } = useHome();
  const [open, setOpen] = useState<'create' | { action: CampaignAction; campaign: Campaign }>();
  // Asked for before the dialog opens, which then starts with the right content.
  const needed = useNeeded();
  const close = () => setOpen(undefined);
  const list = useFindable({ operation: 'listEnvironmentCampaigns', params }, ['name', 'status', 'id']);
  return (
    <Page
      isForAdmins
      title="Campaigns"
      description={`Outbound calling lists of ${environment.name}.`}
      actions={
        <Button variant="primary" {...disabledFor(whyNot)} onClick={() => setOpen('create')}>
          Create campaign
        </Button>
      }
    >
      <ResourceTable
        name="Campaigns"
        list={list}
        empty={
          <Empty
            title={`${environment.name} has no campaigns yet`}
            action={
              <Button {...disabledFor(whyNot)} onClick={() => setOpen('create')}>
                Create the first campaign
              </Button>
            }
          >
            A campaign is a list of contacts that your call software calls: with which agent, from which
            number, and how many at once. {needed.length > 0 && <CreateFirst of={needed} />}
          </Empty>
        }
        nameOf={({ name }) => name}
        actions={actionsOn}
        whyNot={whyNot}
        onAction={(action, campaign) => setOpen({ action, campaign })}
        columns={columns}
      />
      {open === 'create' && <CreateCampaignDialog onClose={close} />}
      {typeof open === 'object' && <CampaignDialog {...open} onClose={close} />}
    </Page>
  );
}

const columns = [
  {
    id: 'name',
    header: 'Name',
    sortingField: 'name',
    isRowHeader: true,
    cell: ({ id, name }: Campaign) => (
      <PageLink page="campaigns" id={id}>
        <Name text={name} />
      </PageLink>
    ),
  },
  {
    id: 'status',
    header: 'Status',
    sortingField: 'status',
    cell: ({ status }: Campaign) => <Status of={status} />,
  },
  {
    id: 'agentId',
    header: 'Agent',
    cell: ({ agentId }: Campaign) => (
      <PageLink page="agents" id={agentId}>
        <AgentName id={agentId} />
      </PageLink>
    ),
  },
  {
    id: 'numberId',
    header: 'Number',
    from: 'medium' as const,
    cell: ({ numberId }: Campaign) => (
      <PageLink page="numbers" id={numberId}>
        <NumberName id={numberId} />
      </PageLink>
    ),
  },
  {
    id: 'maxConcurrentCalls',
    header: 'Max Concurrent Calls',
    from: 'wide' as const,
    isFigure: true,
    cell: ({ maxConcurrentCalls }: Campaign) => (
      <span className="figure-cell">
        {maxConcurrentCalls === null ? 'No limit of its own' : figure(maxConcurrentCalls)}
      </span>
    ),
  },
  {
    id: 'contactCount',
    isFigure: true,
    header: 'Contacts',
    sortingField: 'contactCount',
    cell: ({ contactCount }: Campaign) => <Figure of={contactCount} />,
  },
];
