import type { GroupName } from '../../lib/api/index.ts';

interface Tag {
  readonly name: string;
  readonly description: string;
}

/** The groups of operations for readers: one for each function. */
export const tags: { readonly [Group in GroupName]: Tag } = {
  accounts: {
    name: 'Accounts',
    description:
      'Who you are, your accounts, and the plan that says how many calls an account may run at once.',
  },
  environments: {
    name: 'Environments',
    description:
      'Isolated workspaces of an account, each with an API key and a limit of its own. The limits never add up to more than the plan.',
  },
  users: {
    name: 'Users and invitations',
    description: 'Users see all environments of their account. Admins can make changes, Members can read.',
  },
  calls: {
    name: 'Calls',
    description:
      'For machines, with an environment API key: a call holds one of the slots of its environment under a lease, from its start until it is ended or no heartbeat comes.',
  },
  reports: {
    name: 'Usage and exports',
    description:
      'The usage of an environment or an account by the hour or by the day. Usage and the records of ended calls can also be exported as CSV files.',
  },
  resources: {
    name: 'Agents, numbers, campaigns, settings',
    description:
      'The resources of one environment, which no other environment can see. With an API key, use the short paths; people name the environment in the path.',
  },
  webhooks: {
    name: 'Webhooks',
    description:
      'Signed requests to your own servers when calls start and end, when a limit is near or reached, and when an environment changes.',
  },
  operators: {
    name: 'Operators',
    description:
      'For the people who run the platform: find accounts, suspend, close and resume them, set their plans.',
  },
  audit: {
    name: 'Audit',
    description: 'One event for every change, written together with it; none for a refusal.',
  },
};
