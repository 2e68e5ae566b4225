import { limits, type LimitName } from '../lib/api/limits.ts';
import type { ProblemCode } from '../lib/api/problem.ts';

/** What each limit is about, and the code of the problem when it is exceeded. */
const rows: Readonly<Record<LimitName, readonly [of: string, refusal: ProblemCode | 'not sent']>> = {
  accounts: ['accounts created by one person', 'limit_reached'],
  environments: ['environments in an account', 'environment_limit_reached'],
  restorableEnvironments: [
    'environments of an account that are draining or can be restored',
    'limit_reached',
  ],
  users: ['users and pending invitations in an account', 'user_limit_reached'],
  invitationsADay: ['invitations that one person sends in a day, over all accounts', 'rate_limited'],
  mailsToAnAddressADay: ['invitations mailed to one address in a day, over all accounts', 'not sent'],
  alertsToAnAddressADay: ['alerts mailed to one address in a day, over all accounts', 'not sent'],
  alertRecipients: ['Admins whom the alerts of an environment are mailed to', 'invalid_input'],
  planCalls: ['concurrent calls in a plan', 'invalid_input'],
  environmentCalls: ['concurrent calls in an environment', 'invalid_input'],
  apiKeys: ['live API keys of an environment', 'rotation_in_progress'],
  agents: ['agents in an environment', 'limit_reached'],
  numbers: ['telephone numbers in an environment', 'limit_reached'],
  campaigns: ['campaigns in an environment', 'limit_reached'],
  limitedCampaigns: [
    'running campaigns of an environment that have a limit of their own',
    'campaign_limit_reached',
  ],
  webhooks: ['webhooks in an environment', 'limit_reached'],
  resentDeliveries: ['deliveries that one request sends again', 'not sent'],
  deliveryAttempts: ['attempts at a delivery of an event to a webhook', 'not sent'],
  serviceAccounts: ['service accounts of an account', 'limit_reached'],
  contacts: ['contacts in a campaign', 'invalid_input'],
  nameCharacters: ['characters in a name', 'invalid_input'],
  reasonCharacters: ['characters in the reason of an operator', 'invalid_input'],
  promptBytes: ["bytes in an agent's prompt", 'invalid_input'],
  bodyBytes: ['bytes in a request body', 'body_too_large'],
  agentBodyBytes: ['bytes in the body of an agent', 'body_too_large'],
  uploadBytes: ['bytes in an upload of contacts', 'body_too_large'],
  exportedRows: ['rows in an exported file', 'invalid_input'],
  exportedAccounts: ['accounts in an exported file', 'invalid_input'],
  pageItems: ['items in a page of a list', 'invalid_input'],
};

/** The limits of the product for people to read, as a table in Markdown. */
export function limitsTable(): string {
  const lines = (Object.keys(limits) as LimitName[]).map((name) => {
    const [of, refusal] = rows[name];
    return `| \`${name}\` | ${limits[name].toLocaleString('en-US')} | ${of} | ${refusal === 'not sent' ? refusal : `\`${refusal}\``} |`;
  });
  return ['| limit | value | of what | refused as |', '|---|--:|---|---|', ...lines].join('\n');
}
