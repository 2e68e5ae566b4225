/**
 * Every limit of the product. The code that enforces a limit, the titles of problems, the OpenAPI document,
 * docs/limits.md and the console read it here. tools/limits-table.ts describes each one in words.
 */
export const limits = {
  accounts: 10,
  environments: 40,
  restorableEnvironments: 100,
  users: 100,
  invitationsADay: 100,
  mailsToAnAddressADay: 10,
  alertsToAnAddressADay: 24,
  alertRecipients: 20,
  planCalls: 1_000_000,
  environmentCalls: 10_000,
  apiKeys: 2,
  agents: 1_000,
  numbers: 1_000,
  campaigns: 1_000,
  /** Each is a cap in every gate. Every cap makes a gate larger, so that writes to it cost more. */
  limitedCampaigns: 20,
  webhooks: 10,
  /** The number that one transaction can change besides the other writes of the request. */
  resentDeliveries: 50,
  /** Until a delivery has failed: docs/webhooks.md has the pauses between them. */
  deliveryAttempts: 9,
  serviceAccounts: 20,
  contacts: 10_000,
  nameCharacters: 64,
  reasonCharacters: 256,
  promptBytes: 32 * 1024,
  bodyBytes: 64 * 1024,
  /** Enough for the largest prompt in its longest form in JSON, with six characters for each. */
  agentBodyBytes: 256 * 1024,
  uploadBytes: 2 * 1024 * 1024,
  exportedRows: 10_000,
  exportedAccounts: 500,
  pageItems: 100,
} as const;

export type LimitName = keyof typeof limits;

/** The limits that are refused as `limit_reached`. */
export const countedLimits = [
  'accounts',
  'restorableEnvironments',
  'agents',
  'numbers',
  'campaigns',
  'webhooks',
  'serviceAccounts',
] as const;
export type CountedLimit = (typeof countedLimits)[number];
