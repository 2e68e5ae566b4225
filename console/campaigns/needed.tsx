import Alert from '@cloudscape-design/components/alert';
import { useGrowingList } from '../api/use-api.ts';
import { PageLink } from '../place/page-link.tsx';
import { useHome } from '../resources/home.tsx';

/** What a campaign refers to. */
type Needed = 'agent' | 'number';

/** What a campaign needs and the environment has none of yet; nothing while that is not known. */
export function useNeeded(): readonly Needed[] {
  const { params } = useHome();
  // The lists of the dialog.
  const agents = useGrowingList({ operation: 'listEnvironmentAgents', params });
  const numbers = useGrowingList({ operation: 'listEnvironmentNumbers', params });
  return [
    ...(agents.items?.length === 0 ? (['agent'] as const) : []),
    ...(numbers.items?.length === 0 ? (['number'] as const) : []),
  ];
}

const links = {
  agent: { page: 'agents', id: 'new', text: 'Create an agent' },
  number: { page: 'numbers', id: undefined, text: 'Add a number' },
} as const;

/** “Create an agent first.”, with links to where that is done. */
export const CreateFirst = ({ of: needed }: { of: readonly Needed[] }) => (
  <>
    {needed.map((one, index) => (
      <span key={one}>
        {index > 0 && ' and '}
        <PageLink page={links[one].page} id={links[one].id}>
          {index > 0 ? links[one].text.toLowerCase() : links[one].text}
        </PageLink>
      </span>
    ))}{' '}
    first.
  </>
);

/** Shown instead of the fields of a campaign that can't be created yet. */
export function NothingToChoose({ of: needed }: { of: readonly Needed[] }) {
  const { environment } = useHome();
  return (
    <Alert
      type="info"
      header={`${environment.name} has no ${needed.map((one) => names[one]).join(' and no ')} yet`}
    >
      A campaign calls with an agent, from a telephone number. <CreateFirst of={needed} />
    </Alert>
  );
}

const names = { agent: 'agent', number: 'telephone number' };

/** The reason why a campaign can't be created yet, if it can't. */
export const whyNotYet = (needed: readonly Needed[]): string | undefined =>
  needed.length === 0 ? undefined : `There is no ${needed.map((one) => names[one]).join(' and no ')} yet.`;
