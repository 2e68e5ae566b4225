import Alert from '@cloudscape-design/components/alert';
import { To } from './page-link.tsx';
import { Page } from '../frame/page.tsx';
import { usePaths } from './paths.ts';

export function NoSuchPage() {
  const { toEnvironment, toAccount } = usePaths();
  return (
    <Page title="Page not found">
      <Alert type="info">
        The address may be misspelled. <To path={toEnvironment('calls')}>Go to Calls</To> or{' '}
        <To path={toAccount('settings/environments')}>Environments</To>.
      </Alert>
    </Page>
  );
}
