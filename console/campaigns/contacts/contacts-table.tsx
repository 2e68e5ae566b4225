import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { List } from '../../table/list.tsx';
import { lookEvery } from '../../api/look-every.ts';
import { figure } from '../../format/figure.ts';
import { disabledFor } from '../../parts/disabled.ts';
import { FailureAlert } from '../../parts/failure-alert.tsx';
import { quietRed } from '../../parts/red.ts';
import { Empty } from '../../table/empty.tsx';
import { Pager } from '../../table/pager.tsx';
import { MANY_ROWS, usePage } from '../../table/use-page.ts';
import { useHome } from '../../resources/home.tsx';
import { Phone } from '../../format/phone.tsx';
import { Outcome, type EndedCall } from '../../history/outcome.tsx';
import { PageLink } from '../../place/page-link.tsx';
import { Ago } from '../../format/time.tsx';
import type { Campaign } from '../campaign.ts';

interface Props {
  readonly campaign: Campaign;
  /** The last call to each number, as far as it is known. */
  readonly lastTo: ReadonlyMap<string, EndedCall> | undefined;
  readonly onUpload: () => void;
  readonly onRemove: () => void;
  readonly onReload: () => void;
}

/** The contacts of a campaign, in the order of the upload. */
export function ContactsTable({
  campaign: { id, name, contactCount, updatedAt },
  lastTo,
  onUpload,
  onRemove,
  onReload,
}: Props) {
  const { params, whyNot } = useHome();
  // The cursors of one upload are not valid for the next: whenever the campaign changes, the list starts at the first
  // page.
  const { data, error, refetch, pagination } = usePage(
    { operation: 'listEnvironmentContacts', params: { ...params, campaignId: id } },
    { rows: MANY_ROWS, every: lookEvery.edits, version: updatedAt },
  );
  if (error !== null && data === undefined) {
    const reload = () => {
      onReload();
      void refetch();
    };
    return <FailureAlert failure={error} onRetry={reload} />;
  }
  return (
    <List
      items={data?.items ?? []}
      trackBy="e164"
      loading={data === undefined}
      loadingText="Loading the contacts"
      name="Contacts"
      header={
        <Header
          variant="h2"
          counter={`(${figure(contactCount)})`}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {contactCount > 0 && (
                <Button style={quietRed} {...disabledFor(whyNot)} onClick={onRemove}>
                  Remove all contacts
                </Button>
              )}
              <Button {...disabledFor(whyNot)} onClick={onUpload}>
                Upload contacts
              </Button>
            </SpaceBetween>
          }
        >
          Contacts
        </Header>
      }
      empty={
        <Empty
          title={`${name} has no contacts yet`}
          action={
            <Button {...disabledFor(whyNot)} onClick={onUpload}>
              Choose a file
            </Button>
          }
        >
          Upload the file you have: an Excel workbook, or an export of your CRM as CSV. You choose which of
          its columns is the number.
        </Empty>
      }
      pagination={<Pager {...pagination} />}
      columnDefinitions={[
        {
          id: 'e164',
          header: 'Number',
          isRowHeader: true,
          cell: ({ e164 }) => <Phone e164={e164} />,
        },
        { id: 'name', header: 'Name', cell: ({ name: called }) => called ?? '–' },
        { id: 'lastCall', header: 'Last call', cell: ({ e164 }) => <LastCall of={lastTo?.get(e164)} /> },
      ]}
    />
  );
}

/** The outcome of the last call to a contact, with a link to it. */
function LastCall({ of: call }: { of: EndedCall | undefined }) {
  if (call === undefined) return '–';
  return (
    <span className="row">
      <Outcome of={call.outcome} />
      <PageLink page="calls" id={call.id}>
        <Ago time={call.endedAt} />
      </PageLink>
    </span>
  );
}
