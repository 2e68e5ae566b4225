import Alert from '@cloudscape-design/components/alert';
import type { Failure, Reference } from '../api/failure.ts';
import { CampaignName } from '../campaigns/campaign-choice.tsx';
import { PageLink } from '../place/page-link.tsx';
import { NumberName } from '../numbers/number-choice.tsx';
import { RequestId } from '../parts/request-id.tsx';

/** The most references that the API lists. */
const MAX_TOLD = 10;

/** Says what still refers to something that was to be deleted, with links. */
export function InUse({ name, failure }: { name: string; failure: Failure }) {
  const { references = [] } = failure.document;
  return (
    <div role="alert">
      <Alert type="error" header={`${name} is in use, so it was not deleted`}>
        <p>Change these first:</p>
        <ul>
          {references.map((reference) => (
            <li key={`${reference.type} ${reference.id}`}>
              <Referrer of={reference} />
            </li>
          ))}
        </ul>
        {references.length === MAX_TOLD && <p>There may be more.</p>}
        <RequestId of={failure} />
      </Alert>
    </div>
  );
}

function Referrer({ of: { type, id } }: { of: Reference }) {
  switch (type) {
    case 'number':
      return (
        <>
          Number{' '}
          <PageLink page="numbers" id={id}>
            <NumberName id={id} />
          </PageLink>
        </>
      );
    case 'campaign':
      return (
        <>
          Campaign{' '}
          <PageLink page="campaigns" id={id}>
            <CampaignName id={id} />
          </PageLink>
        </>
      );
    default:
      return <PageLink page="environment-settings">Environment settings</PageLink>;
  }
}
