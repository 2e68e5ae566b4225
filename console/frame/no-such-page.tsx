import Alert from '@cloudscape-design/components/alert';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import { Link } from 'react-router-dom';

export function NoSuchPage() {
  return (
    <ContentLayout header={<Header variant="h1">There is no such page</Header>}>
      <Alert type="info">
        The address may be misspelt. <Link to="/calls">See the calls</Link> or{' '}
        <Link to="/settings/environments">the environments</Link>.
      </Alert>
    </ContentLayout>
  );
}
