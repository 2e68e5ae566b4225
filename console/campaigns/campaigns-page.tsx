import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { AgentName } from '../agents/agent-choice.tsx';
import { lookEvery } from '../api/look-every.ts';
import { PageLink } from '../frame/page-link.tsx';
import { NumberName } from '../numbers/number-choice.tsx';
import { figure } from '../parts/figure.ts';
import { disabledFor } from '../parts/disabled.ts';
import { Name } from '../parts/name.tsx';
import { usePage } from '../parts/use-page.ts';
import { useHome } from '../resources/home.tsx';
import { Page } from '../frame/page.tsx';
import { ROWS, ResourceTable } from '../resources/resource-table.tsx';
import { CampaignDialog } from './campaign-dialog.tsx';
import { actionsOn, type Campaign, type CampaignAction } from './campaign.ts';
import { CreateCampaignDialog } from './create-campaign-dialog.tsx';
import { Status } from './status.tsx';

/** The campaigns of the environment that is worked in. */
export function CampaignsPage() {
  const { environment, params, whyNot } = useHome();
  const [open, setOpen] = useState<'create' | { action: CampaignAction; campaign: Campaign }>();
  const close = () => setOpen(undefined);
  const page = usePage(
    { operation: 'listEnvironmentCampaigns', params },
    { rows: ROWS, every: lookEvery.edits },
  );
  return (
    <Page
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
        page={page}
        empty={`${environment.name} has no campaigns yet.`}
        nameOf={({ name }) => name}
        actions={actionsOn}
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
    isRowHeader: true,
    cell: ({ id, name }: Campaign) => (
      <PageLink page="campaigns" id={id}>
        <Name text={name} />
      </PageLink>
    ),
  },
  { id: 'status', header: 'Status', cell: ({ status }: Campaign) => <Status of={status} /> },
  { id: 'agentId', header: 'Agent', cell: ({ agentId }: Campaign) => <AgentName id={agentId} /> },
  {
    id: 'numberId',
    header: 'Number',
    cell: ({ numberId }: Campaign) => (
      <span className="figure">
        <NumberName id={numberId} />
      </span>
    ),
  },
  {
    id: 'maxConcurrentCalls',
    header: 'Max Concurrent Calls',
    cell: ({ maxConcurrentCalls }: Campaign) => maxConcurrentCalls ?? 'No limit of its own',
  },
  { id: 'contactCount', header: 'Contacts', cell: ({ contactCount }: Campaign) => figure(contactCount) },
];
