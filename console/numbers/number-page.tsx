import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import { AgentName } from '../agents/agent-choice.tsx';
import { lookEvery } from '../api/look-every.ts';
import { useRead } from '../api/use-api.ts';
import { RecentCalls } from '../calls/recent-calls.tsx';
import { Phone, usePhone } from '../format/phone.tsx';
import { At } from '../format/time.tsx';
import { Page } from '../frame/page.tsx';
import { Copyable } from '../parts/copyable.tsx';
import { disabledFor } from '../parts/disabled.ts';
import { quietRed } from '../parts/red.ts';
import { Breadcrumbs } from '../place/breadcrumbs.tsx';
import { PageLink } from '../place/page-link.tsx';
import { usePaths } from '../place/paths.ts';
import { useDetail } from '../place/title.ts';
import { useHome } from '../resources/home.tsx';
import { OneThing } from '../resources/one-thing.tsx';
import { FactsGrid } from '../parts/facts-grid.tsx';
import { DeleteNumberDialog } from './delete-number-dialog.tsx';
import { EditNumberDialog } from './edit-number-dialog.tsx';
import type { TelephoneNumber } from './number.ts';

/** A telephone number of the current environment, with its calls. */
export function NumberPage() {
  const { numberId = '' } = useParams();
  const { params } = useHome();
  const read = useRead(
    { operation: 'getEnvironmentNumber', params: { ...params, numberId } },
    { every: lookEvery.edits },
  );
  return (
    <OneThing what="number" page="numbers" id={numberId} read={read}>
      {(found) => <Loaded number={found} />}
    </OneThing>
  );
}

function Loaded({ number }: { number: TelephoneNumber }) {
  const phone = usePhone();
  useDetail(phone(number.e164));
  const { whyNot } = useHome();
  const navigate = useNavigate();
  const { toEnvironment } = usePaths();
  const [open, setOpen] = useState<'edit' | 'delete'>();
  const close = () => setOpen(undefined);
  const disabled = disabledFor(whyNot);
  return (
    <Page
      isForAdmins
      title={<Phone e164={number.e164} />}
      breadcrumbs={<Breadcrumbs page="numbers" name={number.label || phone(number.e164)} />}
      description={<Copyable text={number.id} what="number ID" />}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button {...disabled} onClick={() => setOpen('edit')}>
            Edit
          </Button>
          <Button style={quietRed} {...disabled} onClick={() => setOpen('delete')}>
            Delete
          </Button>
        </SpaceBetween>
      }
    >
      <Facts of={number} />
      <RecentCalls of={{ numberId: number.id }} />
      {open === 'edit' && <EditNumberDialog number={number} onClose={close} />}
      {open === 'delete' && (
        <DeleteNumberDialog
          number={number}
          onDone={() => void navigate(toEnvironment('numbers'))}
          onClose={close}
        />
      )}
    </Page>
  );
}

const Facts = ({ of: { e164, label, inboundAgentId, createdAt, updatedAt } }: { of: TelephoneNumber }) => (
  <Container>
    <FactsGrid
      columns={3}
      items={[
        { label: 'E.164 format', value: <Copyable text={e164} what="number" /> },
        { label: 'Label', value: label || '–' },
        {
          label: 'Answered by',
          value:
            inboundAgentId === null ? (
              'No agent'
            ) : (
              <PageLink page="agents" id={inboundAgentId}>
                <AgentName id={inboundAgentId} />
              </PageLink>
            ),
        },
        { label: 'Created At', value: <At time={createdAt} /> },
        { label: 'Updated At', value: <At time={updatedAt} /> },
      ]}
    />
  </Container>
);
