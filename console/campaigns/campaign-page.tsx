import Container from '@cloudscape-design/components/container';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import { AgentName } from '../agents/agent-choice.tsx';
import { lookEvery } from '../api/look-every.ts';
import { useRead } from '../api/use-api.ts';
import { Breadcrumbs } from '../place/breadcrumbs.tsx';
import { PageLink } from '../place/page-link.tsx';
import { usePaths } from '../place/paths.ts';
import { useDetail } from '../place/title.ts';
import { NumberName } from '../numbers/number-choice.tsx';
import { Copyable } from '../parts/copyable.tsx';
import { PageActions } from '../parts/page-actions.tsx';
import { At } from '../format/time.tsx';
import { useHome } from '../resources/home.tsx';
import { OneThing } from '../resources/one-thing.tsx';
import { Page } from '../frame/page.tsx';
import { FactsGrid } from '../parts/facts-grid.tsx';
import { CampaignDialog } from './campaign-dialog.tsx';
import { actionsOn, type Campaign, type CampaignAction } from './campaign.ts';
import { ContactsTable } from './contacts/contacts-table.tsx';
import { ProgressPanel } from './progress/progress-panel.tsx';
import { useCampaignCalls } from './progress/use-campaign-calls.ts';
import { Status } from './status.tsx';

/** A campaign of the current environment, with its contacts. */
export function CampaignPage() {
  const { campaignId = '' } = useParams();
  const { params } = useHome();
  const read = useRead(
    { operation: 'getEnvironmentCampaign', params: { ...params, campaignId } },
    { every: lookEvery.edits },
  );
  return (
    <OneThing what="campaign" page="campaigns" id={campaignId} read={read}>
      {(found) => <Loaded campaign={found} onReload={() => void read.refetch()} />}
    </OneThing>
  );
}

function Loaded({ campaign, onReload }: { campaign: Campaign; onReload: () => void }) {
  const navigate = useNavigate();
  const { toEnvironment } = usePaths();
  useDetail(campaign.name);
  const calls = useCampaignCalls(campaign);
  const [action, setAction] = useState<CampaignAction>();
  return (
    <Page
      isForAdmins
      title={campaign.name}
      breadcrumbs={<Breadcrumbs page="campaigns" name={campaign.name} />}
      description={<Copyable text={campaign.id} what="campaign ID" />}
      actions={<Actions of={campaign} onChoose={setAction} />}
    >
      <Facts of={campaign} />
      <ProgressPanel campaign={campaign} calls={calls} />
      <ContactsTable
        campaign={campaign}
        lastTo={calls.data?.lastTo}
        onUpload={() => setAction('upload')}
        onRemove={() => setAction('removeContacts')}
        onReload={onReload}
      />
      {action !== undefined && (
        <CampaignDialog
          action={action}
          campaign={campaign}
          onDeleted={() => void navigate(toEnvironment('campaigns'))}
          onClose={() => setAction(undefined)}
        />
      )}
    </Page>
  );
}

function Actions({ of: campaign, onChoose }: { of: Campaign; onChoose: (action: CampaignAction) => void }) {
  const { whyNot } = useHome();
  return (
    <PageActions
      actions={actionsOn(campaign)
        // The table of the contacts has that action.
        .filter(({ id }) => id !== 'upload')
        .map((each) => ({
          ...each,
          whyNot,
          destructive: each.id === 'delete',
          primary: each.id === 'start' || each.id === 'resume',
        }))}
      onChoose={onChoose}
    />
  );
}

function Facts({
  of: { status, agentId, numberId, maxConcurrentCalls, createdAt, updatedAt },
}: {
  of: Campaign;
}) {
  return (
    <Container>
      <FactsGrid
        columns={3}
        items={[
          { label: 'Status', value: <Status of={status} /> },
          {
            label: 'Agent',
            value: (
              <PageLink page="agents" id={agentId}>
                <AgentName id={agentId} />
              </PageLink>
            ),
          },
          {
            label: 'Number',
            value: (
              <PageLink page="numbers" id={numberId}>
                <NumberName id={numberId} />
              </PageLink>
            ),
          },
          { label: 'Max Concurrent Calls', value: maxConcurrentCalls ?? 'No limit of its own' },
          { label: 'Created At', value: <At time={createdAt} /> },
          { label: 'Updated At', value: <At time={updatedAt} /> },
        ]}
      />
    </Container>
  );
}
