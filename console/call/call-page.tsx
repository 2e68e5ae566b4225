import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { useParams } from 'react-router-dom';
import { AgentName } from '../agents/agent-choice.tsx';
import { lookEvery } from '../api/look-every.ts';
import { useRead } from '../api/use-api.ts';
import { CampaignName } from '../campaigns/campaign-choice.tsx';
import { Page } from '../frame/page.tsx';
import { Outcome } from '../history/outcome.tsx';
import { NumberName } from '../numbers/number-choice.tsx';
import { Copyable } from '../parts/copyable.tsx';
import { disabledFor } from '../parts/disabled.ts';
import { quietRed } from '../parts/red.ts';
import { Breadcrumbs } from '../place/breadcrumbs.tsx';
import { PageLink } from '../place/page-link.tsx';
import { useDetail } from '../place/title.ts';
import { useHome } from '../resources/home.tsx';
import { OneThing } from '../resources/one-thing.tsx';
import { FactsGrid } from '../parts/facts-grid.tsx';
import type { AnyCall } from './any-call.ts';
import { EndCallDialog } from './end-call-dialog.tsx';
import { Timeline } from './timeline.tsx';

/** A call of the current environment: when it ran, how it ended, what it belongs to. */
export function CallPage() {
  const { callId = '' } = useParams();
  const { params } = useHome();
  const read = useRead(
    { operation: 'getEnvironmentCall', params: { ...params, callId } },
    { every: (call) => (call?.status === 'ended' ? undefined : lookEvery.calls) },
  );
  return (
    <OneThing what="call" page="history" id={callId} read={read}>
      {(found) => <Loaded call={found} />}
    </OneThing>
  );
}

function Loaded({ call }: { call: AnyCall }) {
  const { whyNot } = useHome();
  const [ending, setEnding] = useState(false);
  useDetail(call.id);
  const isLive = call.status === 'active';
  return (
    <Page
      isForAdmins={isLive}
      title="Call"
      breadcrumbs={<Breadcrumbs page={isLive ? 'calls' : 'history'} name={call.id} />}
      description={<Copyable text={call.id} what="call ID" />}
      actions={
        isLive && (
          <Button style={quietRed} {...disabledFor(whyNot)} onClick={() => setEnding(true)}>
            End call
          </Button>
        )
      }
    >
      <Container>
        <Facts of={call} />
      </Container>
      <Container header={<Header variant="h2">Timeline</Header>}>
        <Timeline of={call} />
      </Container>
      {ending && <EndCallDialog callId={call.id} onClose={() => setEnding(false)} />}
    </Page>
  );
}

function Facts({ of: call }: { of: AnyCall }) {
  const { agentId, numberId, campaignId, reference } = call;
  return (
    <FactsGrid
      columns={3}
      items={[
        {
          label: 'Status',
          value:
            call.status === 'active' ? (
              <StatusIndicator type="success">Running</StatusIndicator>
            ) : (
              <Outcome of={call.outcome} />
            ),
        },
        {
          label: 'Reason',
          value: call.status === 'ended' && call.endReason ? <code>{call.endReason}</code> : '–',
        },
        { label: 'Direction', value: call.direction === 'inbound' ? 'Inbound' : 'Outbound' },
        {
          label: 'Agent',
          value: agentId ? (
            <PageLink page="agents" id={agentId}>
              <AgentName id={agentId} />
            </PageLink>
          ) : (
            '–'
          ),
        },
        {
          label: 'Number',
          value: numberId ? (
            <PageLink page="numbers" id={numberId}>
              <NumberName id={numberId} />
            </PageLink>
          ) : (
            '–'
          ),
        },
        {
          label: 'Campaign',
          value: campaignId ? (
            <PageLink page="campaigns" id={campaignId}>
              <CampaignName id={campaignId} />
            </PageLink>
          ) : (
            '–'
          ),
        },
        {
          label: 'Reference',
          value: reference ? <Copyable text={reference} what="reference" /> : '–',
        },
      ]}
    />
  );
}
