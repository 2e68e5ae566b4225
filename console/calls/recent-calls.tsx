import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import { List } from '../table/list.tsx';
import { lookEvery } from '../api/look-every.ts';
import { useRead } from '../api/use-api.ts';
import { FailureAlert } from '../parts/failure-alert.tsx';
import { To } from '../place/page-link.tsx';
import { usePaths } from '../place/paths.ts';
import { useHome } from '../resources/home.tsx';
import { callColumn, directionColumn } from './call-columns.tsx';
import { durationColumn, outcomeColumn, startedColumn } from './ended-call-columns.tsx';

/** How many are shown; the history has all. */
const ROWS = 10;

/** The latest ended calls of an agent, a number or a campaign. */
export function RecentCalls({ of }: { of: Readonly<Record<string, string>> }) {
  const { params } = useHome();
  const { toEnvironment } = usePaths();
  const { data, error, refetch } = useRead(
    {
      operation: 'listEnvironmentCalls',
      params,
      query: { status: 'ended', limit: String(ROWS), ...of },
    },
    { every: lookEvery.edits },
  );
  if (error !== null && data === undefined)
    return <FailureAlert failure={error} onRetry={() => void refetch()} />;
  return (
    <List
      items={data?.items.filter((call) => call.status === 'ended') ?? []}
      trackBy={({ id, startedAt }) => `${startedAt} ${id}`}
      loading={data === undefined}
      loadingText="Loading the calls"
      name="Recent calls"
      header={
        <Header
          variant="h2"
          actions={
            <To path={`${toEnvironment('history')}?${new URLSearchParams({ days: '30', ...of }).toString()}`}>
              All in History
            </To>
          }
        >
          Recent calls
        </Header>
      }
      empty={
        <Box textAlign="center" color="text-body-secondary">
          No call has ended yet.
        </Box>
      }
      columnDefinitions={[callColumn, startedColumn, durationColumn, directionColumn, outcomeColumn]}
    />
  );
}
