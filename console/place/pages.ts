/** The pages in the navigation, and whether they belong to an environment or the account. */
export const pages = [
  { of: 'environment', text: 'Calls', path: 'calls', content: 'default' },
  { of: 'environment', text: 'History', path: 'history', content: 'table' },
  { of: 'environment', text: 'Reports', path: 'reports', content: 'default' },
  { of: 'environment', text: 'Agents', path: 'agents', content: 'table' },
  { of: 'environment', text: 'Numbers', path: 'numbers', content: 'table' },
  { of: 'environment', text: 'Campaigns', path: 'campaigns', content: 'table' },
  { of: 'environment', text: 'API keys', path: 'api-keys', content: 'table' },
  { of: 'environment', text: 'Webhooks', path: 'webhooks', content: 'table' },
  { of: 'environment', text: 'Environment settings', path: 'environment-settings', content: 'default' },
  { of: 'account', text: 'Environments', path: 'settings/environments', content: 'table' },
  { of: 'account', text: 'Users', path: 'settings/users', content: 'table' },
  { of: 'account', text: 'Service accounts', path: 'settings/service-accounts', content: 'table' },
  { of: 'account', text: 'Activity', path: 'settings/activity', content: 'table' },
  { of: 'account', text: 'Account', path: 'settings/account', content: 'default' },
  { of: 'account', text: 'Your profile', path: 'settings/profile', content: 'default', unlisted: true },
] as const;

export type Page = (typeof pages)[number];
export type EnvironmentPage = Extract<Page, { of: 'environment' }>['path'];
export type AccountPage = Extract<Page, { of: 'account' }>['path'];

/** The reference is a page of its own, with its own content security policy. */
export const REFERENCE = '/api-reference/';

/** All accounts, for the people who run the platform. The page belongs to no account. */
export const OPERATOR = { text: 'All accounts', path: '/operator' } as const;

/** The page at a path, or the one that contains it: a campaign belongs to the campaigns. */
export const pageAt = (path: string): Page | undefined =>
  pages.find((page) => path === page.path || path.startsWith(`${page.path}/`));
