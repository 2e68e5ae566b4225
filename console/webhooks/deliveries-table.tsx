import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Modal from '@cloudscape-design/components/modal';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { List } from '../table/list.tsx';
import { useState } from 'react';
import { limits } from '../../lib/api/limits.ts';
import { figure } from '../format/figure.ts';
import { lookEvery } from '../api/look-every.ts';
import { useChange } from '../api/use-api.ts';
import { useNotices } from '../frame/notices.tsx';
import { disabledFor } from '../parts/disabled.ts';
import { FailureAlert } from '../parts/failure-alert.tsx';
import { Pager } from '../table/pager.tsx';
import { At } from '../format/time.tsx';
import { ROWS, usePage } from '../table/use-page.ts';
import { useHome } from '../resources/home.tsx';
import { ResendFailed } from './resend-failed.tsx';
import { DeliveryStatus } from './status.tsx';
import type { Delivery, Webhook } from './webhook.ts';

const filters = ['all', 'pending', 'delivered', 'failed'] as const;
type Filter = (typeof filters)[number];

/** The deliveries of a webhook in the last seven days, newest first. */
export function DeliveriesTable({ webhook }: { webhook: Webhook }) {
  const { params } = useHome();
  const [filter, setFilter] = useState<Filter>('all');
  const [shown, setShown] = useState<Delivery>();
  const query = filter === 'all' ? {} : { status: filter };
  const { data, error, refetch, pagination } = usePage(
    { operation: 'listDeliveries', params: { ...params, webhookId: webhook.id }, query },
    { rows: ROWS, every: lookEvery.usage },
  );
  if (error !== null && data === undefined)
    return <FailureAlert failure={error} onRetry={() => void refetch()} />;
  return (
    <>
      <List
        items={data?.items ?? []}
        trackBy="id"
        loading={data === undefined}
        loadingText="Loading the deliveries"
        name="Deliveries"
        header={
          <Header
            variant="h2"
            description="Of the last seven days, newest first"
            actions={filter === 'failed' && <ResendFailed webhook={webhook} />}
          >
            Deliveries
          </Header>
        }
        filter={
          <SegmentedControl
            label="Show"
            selectedId={filter}
            options={filters.map((id) => ({ id, text: `${id.charAt(0).toUpperCase()}${id.slice(1)}` }))}
            onChange={({ detail }) => setFilter(detail.selectedId as Filter)}
          />
        }
        empty={
          <Box textAlign="center" color="text-body-secondary">
            No deliveries.
          </Box>
        }
        pagination={<Pager {...pagination} />}
        columnDefinitions={[
          {
            id: 'event',
            header: 'Event',
            isRowHeader: true,
            cell: (delivery) => (
              <Button variant="inline-link" onClick={() => setShown(delivery)}>
                {delivery.eventType}
              </Button>
            ),
          },
          { id: 'status', header: 'Status', cell: (delivery) => <DeliveryStatus of={delivery} /> },
          { id: 'answer', header: 'Last answer', cell: (delivery) => lastAnswer(delivery) },
          { id: 'attempts', header: 'Attempts', cell: ({ attemptCount }) => attemptsOf(attemptCount) },
          {
            id: 'next',
            header: 'Next attempt',
            from: 'medium',
            cell: ({ nextAttemptAt }) => (nextAttemptAt === null ? '–' : <At time={nextAttemptAt} seconds />),
          },
          {
            id: 'createdAt',
            header: 'Created At',
            from: 'wide',
            cell: ({ createdAt }) => <At time={createdAt} seconds />,
          },
        ]}
      />
      {shown !== undefined && (
        <DeliveryDialog webhook={webhook} delivery={shown} onClose={() => setShown(undefined)} />
      )}
    </>
  );
}

/** A delivery that was resent may have more than those that are made by themselves. */
const attemptsOf = (count: number): string =>
  count > limits.deliveryAttempts ? figure(count) : `${count} of ${limits.deliveryAttempts}`;

function lastAnswer({ attempts }: Delivery): string {
  const last = attempts.at(-1);
  if (last === undefined) return '–';
  return last.status === null ? (last.error ?? 'No answer') : `HTTP ${last.status}`;
}

interface Props {
  readonly webhook: Webhook;
  readonly delivery: Delivery;
  readonly onClose: () => void;
}

/** A delivery with its payload and attempts, and an action to resend it. */
function DeliveryDialog({ webhook, delivery, onClose }: Props) {
  const { params, whyNot } = useHome();
  const { notify } = useNotices();
  const resend = useChange<'resendDelivery'>();
  const send = () =>
    resend.mutate(
      {
        operation: 'resendDelivery',
        params: { ...params, webhookId: webhook.id, deliveryId: delivery.id },
      },
      {
        onSuccess() {
          notify({ type: 'success', header: `${delivery.eventType} is sent again` });
          onClose();
        },
      },
    );
  return (
    <Modal
      visible
      size="large"
      header={delivery.eventType}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Close
            </Button>
            <Button
              variant="primary"
              loading={resend.isPending}
              {...disabledFor(whyNot ?? (webhook.enabled ? undefined : 'Enable the webhook first.'))}
              onClick={send}
            >
              Resend
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="l">
        {resend.error !== null && <FailureAlert failure={resend.error} />}
        <pre className="code" tabIndex={0} aria-label="Payload">
          {JSON.stringify(delivery.payload, null, 2)}
        </pre>
        <Table
          variant="embedded"
          wrapLines
          items={delivery.attempts}
          header={<Header variant="h3">Attempts</Header>}
          ariaLabels={{ tableLabel: 'Attempts' }}
          empty="No attempts yet."
          columnDefinitions={[
            { id: 'at', header: 'At', isRowHeader: true, cell: ({ at }) => <At time={at} seconds /> },
            {
              id: 'answer',
              header: 'Answer',
              cell: ({ status, error }) => (status === null ? error : `HTTP ${status}`),
            },
            { id: 'took', header: 'Took', cell: ({ durationMilliseconds }) => `${durationMilliseconds} ms` },
            {
              id: 'body',
              header: 'Body',
              cell: ({ responseBody }) => <span className="said">{responseBody || '–'}</span>,
            },
          ]}
        />
      </SpaceBetween>
    </Modal>
  );
}
