import { useAccount } from '../account/account.ts';
import { useRead } from '../api/use-api.ts';
import { usePaths } from '../place/paths.ts';
import { useHome } from '../resources/home.tsx';

export interface Step {
  readonly title: string;
  readonly why: string;
  readonly path: string;
  readonly isDone: boolean;
}

/** The first steps, and which of them are done, once all of that is known. */
export function useSteps(): { readonly steps?: readonly Step[]; readonly isPending: boolean } {
  const { id: accountId } = useAccount();
  const { environment, params } = useHome();
  const { toEnvironment, toAccount } = usePaths();
  const query = { limit: '1' };
  const agents = useRead({ operation: 'listEnvironmentAgents', params, query });
  const numbers = useRead({ operation: 'listEnvironmentNumbers', params, query });
  const campaigns = useRead({ operation: 'listEnvironmentCampaigns', params, query });
  const account = useRead({ operation: 'getAccount', params: { accountId } });
  if (
    agents.data === undefined ||
    numbers.data === undefined ||
    campaigns.data === undefined ||
    account.data === undefined
  )
    return { isPending: ![agents, numbers, campaigns, account].some(({ isError }) => isError) };
  const isUsed = environment.apiKey.lastUsedAt !== null;
  const steps = [
    {
      title: 'Start a call with the API key',
      why: 'One request starts a call, as soon as a slot is free. The guide has it ready to copy.',
      path: toEnvironment('api-keys'),
      isDone: isUsed,
    },
    {
      title: 'Create an agent',
      why: 'Sets the language, voice, greeting and prompt of your calls.',
      path: toEnvironment('agents'),
      isDone: agents.data.items.length > 0,
    },
    {
      title: 'Add a number',
      why: 'For customers to call, or for campaigns to call from.',
      path: toEnvironment('numbers'),
      isDone: numbers.data.items.length > 0,
    },
    {
      title: 'Create a campaign',
      why: 'A list of contacts to call, from the file you have.',
      path: toEnvironment('campaigns'),
      isDone: campaigns.data.items.length > 0,
    },
    {
      title: 'Invite a colleague',
      why: 'As an Admin, or as a Member with read-only access.',
      path: toAccount('settings/users'),
      isDone: account.data.userCount > 1,
    },
  ];
  return { steps, isPending: false };
}
