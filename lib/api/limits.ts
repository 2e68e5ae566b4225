/** One limit of the product: how much there can be, of what, and how a request that asks for more is refused. */
interface Limit {
  readonly max: number;
  readonly of: string;
  /** The code of the refusal. `limit_reached` tells the name of the limit in `limitOf`. */
  readonly refusal: string;
}

/**
 * Every limit of the product, by name. The code that enforces a limit, the titles of problems, the OpenAPI document,
 * docs/limits.md and the console read it here.
 */
export const limits = {
  accounts: { max: 10, of: 'accounts created by one person', refusal: 'limit_reached' },
  environments: { max: 40, of: 'environments in an account', refusal: 'environment_limit_reached' },
  restorableEnvironments: {
    max: 100,
    of: 'environments of an account that are draining or can be restored',
    refusal: 'limit_reached',
  },
  users: { max: 100, of: 'users and pending invitations in an account', refusal: 'user_limit_reached' },
  planCalls: { max: 1_000_000, of: 'concurrent calls in a plan', refusal: 'invalid_input' },
  environmentCalls: { max: 10_000, of: 'concurrent calls in an environment', refusal: 'invalid_input' },
  apiKeys: { max: 2, of: 'live API keys of an environment', refusal: 'rotation_in_progress' },
  agents: { max: 1_000, of: 'agents in an environment', refusal: 'limit_reached' },
  numbers: { max: 1_000, of: 'telephone numbers in an environment', refusal: 'limit_reached' },
  campaigns: { max: 1_000, of: 'campaigns in an environment', refusal: 'limit_reached' },
  // Each is a cap in every gate, whose size is what writing to it costs.
  limitedCampaigns: {
    max: 20,
    of: 'running campaigns of an environment that have a limit of their own',
    refusal: 'campaign_limit_reached',
  },
  contacts: { max: 10_000, of: 'contacts in a campaign', refusal: 'invalid_input' },
  nameCharacters: { max: 64, of: 'characters in a name', refusal: 'invalid_input' },
  promptBytes: { max: 32 * 1024, of: "bytes in an agent's prompt", refusal: 'invalid_input' },
  bodyBytes: { max: 64 * 1024, of: 'bytes in a request body', refusal: 'body_too_large' },
  // Room for the largest prompt in the longest way to write it in JSON: each character as six.
  agentBodyBytes: { max: 256 * 1024, of: 'bytes in the body of an agent', refusal: 'body_too_large' },
  uploadBytes: {
    max: 2 * 1024 * 1024,
    of: 'bytes in an upload of contacts',
    refusal: 'body_too_large',
  },
  exportedRows: { max: 10_000, of: 'rows in an exported file', refusal: 'invalid_input' },
  pageItems: { max: 100, of: 'items in a page of a list', refusal: 'invalid_input' },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof limits;

/** The limits whose refusal is `limit_reached`. */
export type LimitOf = {
  [Name in LimitName]: (typeof limits)[Name]['refusal'] extends 'limit_reached' ? Name : never;
}[LimitName];

/** Their names, for the schema of the problem. */
export const limitNames = (Object.keys(limits) as LimitName[]).filter(
  (name): name is LimitOf => limits[name].refusal === 'limit_reached',
);
