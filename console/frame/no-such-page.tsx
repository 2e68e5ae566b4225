import Alert from '@cloudscape-design/components/alert';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import { To } from './page-link.tsx';
import { usePaths } from './paths.ts';

export function NoSuchPage() {
  const { toEnvironment, toAccount } = usePaths();
  return (
    <ContentLayout header={<Header variant="h1">Page not found</Header>}>
      <Alert type="info">
        The address may be misspelled. <To path={toEnvironment('calls')}>Go to Calls</To> or{' '}
        <To path={toAccount('settings/environments')}>Environments</To>.
      </Alert>
    </ContentLayout>
  );
}
