import Alert from '@cloudscape-design/components/alert';
import { To } from './page-link.tsx';
import { Page } from '../frame/page.tsx';
import { usePaths } from './paths.ts';
import { useDetail } from './title.ts';

export function NoSuchPage() {
  const { toEnvironment, toAccount } = usePaths();
  useDetail('Page not found');
  return (
    <Page title="Page not found">
      <Alert type="info">
        The address may be misspelled. <To path={toEnvironment('calls')}>Go to Calls</To> or{' '}
        <To path={toAccount('settings/environments')}>Environments</To>.
      </Alert>
    </Page>
  );
}
