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

/** What there is to do first, and what of it is done. Nothing until all of it is known. */
export function useSteps(): readonly Step[] | undefined {
  const { id: accountId } = useAccount();
  const { environment, params } = useHome();
  const { toEnvironment, toAccount } = usePaths();
  const query = { limit: '1' };
  const agents = useRead({ operation: 'listEnvironmentAgents', params, query }).data;
  const numbers = useRead({ operation: 'listEnvironmentNumbers', params, query }).data;
  const campaigns = useRead({ operation: 'listEnvironmentCampaigns', params, query }).data;
  const account = useRead({ operation: 'getAccount', params: { accountId } }).data;
  if (agents === undefined || numbers === undefined || campaigns === undefined || account === undefined)
    return undefined;
  const isUsed = environment.apiKey.lastUsedAt !== null;
  return [
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
      isDone: agents.items.length > 0,
    },
    {
      title: 'Add a number',
      why: 'For customers to call, or for campaigns to call from.',
      path: toEnvironment('numbers'),
      isDone: numbers.items.length > 0,
    },
    {
      title: 'Create a campaign',
      why: 'A list of contacts to call, from the file you have.',
      path: toEnvironment('campaigns'),
      isDone: campaigns.items.length > 0,
    },
    {
      title: 'Invite a colleague',
      why: 'As an Admin, or as a Member with read-only access.',
      path: toAccount('settings/users'),
      isDone: account.userCount > 1,
    },
  ];
}
