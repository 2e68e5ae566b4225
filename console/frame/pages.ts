/** The pages that the list at the side leads to, and what they show: an environment or the account. */
export const pages = [
  { of: 'environment', text: 'Calls', href: '/calls', content: 'default' },
  { of: 'environment', text: 'History', href: '/history', content: 'table' },
  { of: 'environment', text: 'Reports', href: '/reports', content: 'default' },
  { of: 'environment', text: 'Agents', href: '/agents', content: 'table' },
  { of: 'environment', text: 'Numbers', href: '/numbers', content: 'table' },
  { of: 'environment', text: 'Campaigns', href: '/campaigns', content: 'table' },
  { of: 'environment', text: 'Environment settings', href: '/environment-settings', content: 'default' },
  { of: 'environment', text: 'API console', href: '/api-reference/', content: 'default' },
  { of: 'account', text: 'Environments', href: '/settings/environments', content: 'table' },
  { of: 'account', text: 'Users', href: '/settings/users', content: 'table' },
  { of: 'account', text: 'Activity', href: '/settings/activity', content: 'table' },
] as const;

/** The page at a path, or the one that what is there belongs to: a campaign belongs to the campaigns. */
export const pageAt = (path: string): (typeof pages)[number] | undefined =>
  pages.find(({ href }) => path === href || path.startsWith(`${href}/`));
