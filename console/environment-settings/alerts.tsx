import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { Fragment, useState } from 'react';
import { disabledFor } from '../parts/disabled.ts';
import { useHome } from '../resources/home.tsx';
import { UserName } from '../users/user-name.tsx';
import { FactsGrid } from '../parts/facts-grid.tsx';
import { EditAlertsDialog, type Alerts } from './edit-alerts-dialog.tsx';

/** The alerts of the environment, and who gets the mails. */
export function AlertsSection({ of: { nearPercent, refusals, expiredCalls, mailTo } }: { of: Alerts }) {
  const { whyNot } = useHome();
  const [editing, setEditing] = useState(false);
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Emails to Admins, at most one of each kind per hour."
          actions={
            <Button {...disabledFor(whyNot)} onClick={() => setEditing(true)}>
              Change alerts
            </Button>
          }
        >
          Alerts
        </Header>
      }
    >
      <FactsGrid
        columns={4}
        items={[
          { label: 'Usage of the limit', value: nearPercent === null ? 'Off' : `At ${nearPercent} %` },
          { label: 'Call is refused', value: refusals ? 'On' : 'Off' },
          { label: 'Calls expire', value: expiredCalls === null ? 'Off' : `${expiredCalls} in an hour` },
          {
            label: 'Send to',
            value:
              mailTo.length === 0
                ? 'Nobody'
                : mailTo.map((user, index) => (
                    <Fragment key={user}>
                      {index > 0 && ', '}
                      <UserName id={user} />
                    </Fragment>
                  )),
          },
        ]}
      />
      {editing && <EditAlertsDialog onClose={() => setEditing(false)} />}
    </Container>
  );
}
