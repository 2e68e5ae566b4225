import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { PageLink } from '../place/page-link.tsx';
import { Page } from '../frame/page.tsx';
import { Copyable } from '../parts/copyable.tsx';
import { disabledFor } from '../parts/disabled.ts';
import { Name } from '../format/name.tsx';
import { At } from '../format/time.tsx';
import { Empty } from '../table/empty.tsx';
import { useFindable } from '../table/use-findable.ts';
import { useHome } from '../resources/home.tsx';
import { ResourceTable } from '../table/resource-table.tsx';
import { CreateWebhookDialog } from './create-webhook-dialog.tsx';
import { WebhookStatus } from './status.tsx';
import { actionsOn, WebhookDialog, type WebhookAction } from './webhook-dialog.tsx';
import { nameOf, type Webhook } from './webhook.ts';

type Open = 'create' | { readonly action: WebhookAction; readonly webhook: Webhook } | undefined;

/** The webhooks of the current environment. */
export function WebhooksPage() {
  const { environment, params, whyNot } = useHome();
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const list = useFindable({ operation: 'listWebhooks', params }, ['description', 'url', 'id']);
  return (
    <Page
      isForAdmins
      title="Webhooks"
      description={`Berth sends signed requests to your servers when something happens in ${environment.name}.`}
      actions={
        <Button variant="primary" {...disabledFor(whyNot)} onClick={() => setOpen('create')}>
          Create webhook
        </Button>
      }
    >
      <ResourceTable
        name="Webhooks"
        list={list}
        empty={
          <Empty
            title={`${environment.name} has no webhooks yet`}
            action={
              <Button {...disabledFor(whyNot)} onClick={() => setOpen('create')}>
                Create the first webhook
              </Button>
            }
          >
            Get notified of calls and limits as they happen, without polling.
          </Empty>
        }
        nameOf={nameOf}
        actions={actionsOn}
        whyNot={whyNot}
        onAction={(action, webhook) => setOpen({ action, webhook })}
        columns={columns}
      />
      {open === 'create' && <CreateWebhookDialog onClose={close} />}
      {typeof open === 'object' && <WebhookDialog {...open} onClose={close} />}
    </Page>
  );
}

/** Each on a line of its own; a row with all of them would be too high. */
const MAX_LINES = 2;

function Events({ of: events }: { of: Webhook['events'] }) {
  const lines = events.length > MAX_LINES ? events.slice(0, MAX_LINES - 1) : events;
  const more = events.length - lines.length;
  return (
    <ul className="plain-list" title={events.join(', ')}>
      {lines.map((event) => (
        <li key={event}>{event}</li>
      ))}
      {more > 0 && (
        <li className="soft">
          and {more} more<span className="visually-hidden">: {events.slice(-more).join(', ')}</span>
        </li>
      )}
    </ul>
  );
}

const columns = [
  {
    id: 'name',
    header: 'Webhook',
    sortingField: 'description',
    isRowHeader: true,
    cell: (webhook: Webhook) => (
      <PageLink page="webhooks" id={webhook.id}>
        <Name text={nameOf(webhook)} />
      </PageLink>
    ),
  },
  {
    id: 'status',
    header: 'Status',
    sortingField: 'status',
    cell: (webhook: Webhook) => <WebhookStatus of={webhook} />,
  },
  { id: 'url', header: 'URL', sortingField: 'url', cell: ({ url }: Webhook) => <Name text={url} /> },
  {
    id: 'events',
    header: 'Events',
    from: 'wide' as const,
    cell: ({ events }: Webhook) => <Events of={events} />,
  },
  {
    id: 'createdAt',
    header: 'Created At',
    from: 'full' as const,
    sortingField: 'createdAt',
    cell: ({ createdAt }: Webhook) => <At time={createdAt} />,
  },
  {
    id: 'id',
    header: 'ID',
    from: 'full' as const,
    cell: ({ id }: Webhook) => <Copyable text={id} what="webhook ID" cut />,
  },
];
