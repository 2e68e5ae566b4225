/** The pages that the list at the side leads to, and what they show: an environment or the account. */
export const pages = [
  { of: 'environment', text: 'Calls', href: '/calls' },
  { of: 'environment', text: 'API console', href: '/api-reference/' },
  { of: 'account', text: 'Environments', href: '/settings/environments' },
  { of: 'account', text: 'Users', href: '/settings/users' },
  { of: 'account', text: 'Activity', href: '/settings/activity' },
] as const;
