import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import type { AnswerTo } from '../api/request.ts';
import { lookEvery } from '../api/look-every.ts';
import { useChange, useRead } from '../api/use-api.ts';
import { Breadcrumbs } from '../place/breadcrumbs.tsx';
import { Page } from '../frame/page.tsx';
import { PageActions } from '../parts/page-actions.tsx';
import { usePaths } from '../place/paths.ts';
import { useDetail } from '../place/title.ts';
import { Copyable } from '../parts/copyable.tsx';
import { disabledFor } from '../parts/disabled.ts';
import { FailureAlert } from '../parts/failure-alert.tsx';
import { At } from '../format/time.tsx';
import { useHome } from '../resources/home.tsx';
import { OneThing } from '../resources/one-thing.tsx';
import { FactsGrid } from '../parts/facts-grid.tsx';
import { DeliveriesTable } from './deliveries-table.tsx';
import { WebhookStatus } from './status.tsx';
import { actionsOn, WebhookDialog, type WebhookAction } from './webhook-dialog.tsx';
import { nameOf, type Webhook } from './webhook.ts';

/** A webhook of the current environment, with its deliveries. */
export function WebhookPage() {
  const { webhookId = '' } = useParams();
  const { params } = useHome();
  const read = useRead(
    { operation: 'getWebhook', params: { ...params, webhookId } },
    { every: lookEvery.edits },
  );
  return (
    <OneThing what="webhook" page="webhooks" id={webhookId} read={read}>
      {(found) => <Loaded webhook={found} />}
    </OneThing>
  );
}

function Loaded({ webhook }: { webhook: Webhook }) {
  const navigate = useNavigate();
  const { toEnvironment } = usePaths();
  const { whyNot } = useHome();
  useDetail(nameOf(webhook));
  const [action, setAction] = useState<WebhookAction>();
  return (
    <Page
      isForAdmins
      title={nameOf(webhook)}
      breadcrumbs={<Breadcrumbs page="webhooks" name={nameOf(webhook)} />}
      description={<Copyable text={webhook.id} what="webhook ID" />}
      actions={
        <PageActions
          actions={actionsOn(webhook).map((each) => ({
            ...each,
            whyNot,
            destructive: each.id === 'delete',
          }))}
          onChoose={setAction}
        />
      }
    >
      <Container>
        <FactsGrid
          columns={3}
          minColumnWidth={200}
          items={[
            { label: 'Status', value: <WebhookStatus of={webhook} /> },
            { label: 'URL', value: <Copyable text={webhook.url} what="URL" /> },
            { label: 'Events', value: webhook.events.join(', ') },
            { label: 'Created At', value: <At time={webhook.createdAt} /> },
            { label: 'Updated At', value: <At time={webhook.updatedAt} /> },
          ]}
        />
      </Container>
      <TestPanel webhook={webhook} />
      <DeliveriesTable webhook={webhook} />
      {action !== undefined && (
        <WebhookDialog
          action={action}
          webhook={webhook}
          onDeleted={() => void navigate(toEnvironment('webhooks'))}
          onClose={() => setAction(undefined)}
        />
      )}
    </Page>
  );
}

/** Sends a test event and shows the response. */
function TestPanel({ webhook: { id } }: { webhook: Webhook }) {
  const { params, whyNot } = useHome();
  const test = useChange<'testWebhook'>();
  const answer = test.data?.body;
  return (
    <Container
      header={
        <Header variant="h2" description="Sends one event to this URL now, and shows the answer.">
          Test
        </Header>
      }
    >
      <SpaceBetween size="s">
        <Button
          {...disabledFor(whyNot)}
          loading={test.isPending}
          onClick={() => test.mutate({ operation: 'testWebhook', params: { ...params, webhookId: id } })}
        >
          Send test event
        </Button>
        {test.error !== null && <FailureAlert failure={test.error} />}
        {answer !== undefined && <TestAnswer answer={answer} />}
      </SpaceBetween>
    </Container>
  );
}

function TestAnswer({ answer }: { answer: AnswerTo<'testWebhook'> }) {
  const { delivered, status, error, durationMilliseconds, responseBody = '' } = answer;
  return (
    <div role="status">
      <SpaceBetween size="xs">
        <StatusIndicator type={delivered ? 'success' : 'error'}>
          {status === null ? error : `HTTP ${status}`}, after {durationMilliseconds} ms
        </StatusIndicator>
        {responseBody !== '' && (
          <pre className="code" tabIndex={0} aria-label="Response body">
            {responseBody}
          </pre>
        )}
      </SpaceBetween>
    </div>
  );
}
