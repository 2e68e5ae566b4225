import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { lookEvery } from '../../api/look-every.ts';
import { figure } from '../../format/figure.ts';
import { disabledFor } from '../../parts/disabled.ts';
import { FailureAlert } from '../../parts/failure-alert.tsx';
import { Pager } from '../../table/pager.tsx';
import { ROWS, usePage } from '../../table/use-page.ts';
import { useHome } from '../../resources/home.tsx';
import { Phone } from '../../format/phone.tsx';
import type { Campaign } from '../campaign.ts';

interface Props {
  readonly campaign: Campaign;
  readonly onUpload: () => void;
  readonly onReload: () => void;
}

/** Whom a campaign calls, in the order of the upload. */
export function ContactsTable({
  campaign: { id, name, contactCount, updatedAt },
  onUpload,
  onReload,
}: Props) {
  const { params, whyNot } = useHome();
  // The cursors of one upload lead nowhere in the next: whenever the campaign was changed one begins at the first page.
  const { data, error, refetch, pagination } = usePage(
    { operation: 'listEnvironmentContacts', params: { ...params, campaignId: id } },
    { rows: ROWS, every: lookEvery.edits, version: updatedAt },
  );
  if (error !== null && data === undefined) {
    const reload = () => {
      onReload();
      void refetch();
    };
    return <FailureAlert failure={error} onRetry={reload} />;
  }
  return (
    <Table
      items={data?.items ?? []}
      trackBy="e164"
      loading={data === undefined}
      loadingText="Loading the contacts"
      variant="container"
      enableKeyboardNavigation
      ariaLabels={{ tableLabel: 'Contacts' }}
      header={
        <Header
          variant="h2"
          counter={`(${figure(contactCount)})`}
          actions={
            <Button {...disabledFor(whyNot)} onClick={onUpload}>
              Upload contacts
            </Button>
          }
        >
          Contacts
        </Header>
      }
      empty={
        <Box textAlign="center" color="text-body-secondary">
          {name} has no contacts yet.
        </Box>
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
      ]}
    />
  );
}
