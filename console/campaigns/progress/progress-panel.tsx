import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { figure } from '../../format/figure.ts';
import { duration } from '../../format/time.tsx';
import { outcomes, type CallOutcome } from '../../history/outcome.tsx';
import { Missing } from '../../parts/missing.tsx';
import { To } from '../../place/page-link.tsx';
import { usePaths } from '../../place/paths.ts';
import type { Campaign } from '../campaign.ts';
import { FactsGrid } from '../../parts/facts-grid.tsx';
import type { CampaignCalls, useCampaignCalls } from './use-campaign-calls.ts';

interface Props {
  readonly campaign: Campaign;
  readonly calls: ReturnType<typeof useCampaignCalls>;
}

/** The progress of a campaign, and how its calls end. */
export function ProgressPanel({ campaign: { id, contactCount }, calls }: Props) {
  const { toEnvironment } = usePaths();
  const query = new URLSearchParams({ days: '30', campaignId: id }).toString();
  return (
    <Container
      header={
        <Header variant="h2" actions={<To path={`${toEnvironment('history')}?${query}`}>All in History</To>}>
          Progress
        </Header>
      }
    >
      {calls.data === undefined ? (
        <Missing what="the progress" of={calls} />
      ) : (
        <Known calls={calls.data} contactCount={contactCount} />
      )}
    </Container>
  );
}

function Known({
  calls: { ended, isCut, running, lastTo },
  contactCount,
}: {
  calls: CampaignCalls;
  contactCount: number;
}) {
  const counts = (Object.keys(outcomes) as CallOutcome[])
    .map((outcome) => ({ outcome, count: ended.filter((call) => call.outcome === outcome).length }))
    .filter(({ count }) => count > 0);
  const seconds = ended.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
  return (
    <div className="progress">
      <FactsGrid
        columns={4}
        items={[
          { label: 'Running now', value: figure(running) },
          { label: 'Calls ended', value: `${figure(ended.length)}${isCut ? ' and more' : ''}` },
          {
            label: 'Contacts called',
            value:
              lastTo.size === 0 && ended.length > 0
                ? 'Not known'
                : `${figure(Math.min(lastTo.size, contactCount))} of ${figure(contactCount)}`,
          },
          {
            label: 'Average duration',
            value: ended.length === 0 ? '–' : duration((1_000 * seconds) / ended.length),
          },
        ]}
      />
      {counts.length > 0 && (
        <>
          <div className="progress-bar" aria-hidden="true">
            {counts.map(({ outcome, count }) => (
              <span key={outcome} className={outcome} style={{ flexGrow: count }} />
            ))}
          </div>
          <p>
            {counts.map(({ outcome, count }) => `${outcomes[outcome].text}: ${figure(count)}`).join(' · ')}
            {isCut && ` (of the last ${figure(ended.length)} calls)`}
          </p>
        </>
      )}
      {lastTo.size === 0 && (
        <p className="soft">
          To see which contacts have been called, and how each call ended, let your software start calls with
          the contact&apos;s number as the <code>reference</code>.
        </p>
      )}
    </div>
  );
}
