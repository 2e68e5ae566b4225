import * as z from 'zod/mini';
import { limits } from '../../limits.ts';
import { Count } from '../../schemas/count.ts';
import { defineEnvironmentOperations } from './environment-operations.ts';
import { AgentId, CampaignId, NumberId } from '../../schemas/ids.ts';
import { AccountName } from '../../schemas/names.ts';
import { E164 } from './numbers.ts';
import { Flag, page, Paging, someOf } from '../../operation.ts';
import { Instant } from '../../schemas/instant.ts';
import { lineOfText } from '../../schemas/text.ts';

export const CampaignStatus = z.enum(['draft', 'running', 'paused', 'completed']);
export type CampaignStatus = z.output<typeof CampaignStatus>;

const MaxConcurrentCalls = z.nullable(z.int().check(z.minimum(1), z.maximum(limits.environmentCalls))).with(
  z.meta({
    description:
      'How many of its calls may run at once while it runs, within the limit of the environment; or null',
    examples: [5],
  }),
);

export const Campaign = z
  .object({
    id: CampaignId,
    name: z.string(),
    agentId: AgentId,
    numberId: NumberId,
    status: CampaignStatus,
    maxConcurrentCalls: MaxConcurrentCalls,
    contactCount: Count,
    createdAt: Instant,
    updatedAt: Instant,
  })
  .with(z.meta({ id: 'Campaign' }));

/** Somebody to be called. */
export const Contact = z
  .object({ e164: z.string(), name: z.nullable(z.string()) })
  .with(z.meta({ id: 'Contact' }));
export type Contact = z.output<typeof Contact>;

export const campaigns = defineEnvironmentOperations({
  listCampaigns: {
    method: 'GET',
    path: '/campaigns',
    summary: 'List the campaigns',
    effect: 'read',
    query: Paging,
    status: 200,
    answer: page(Campaign),
  },
  createCampaign: {
    method: 'POST',
    path: '/campaigns',
    summary: 'Create a campaign',
    description: 'It begins as a draft without contacts.',
    effect: 'write',
    body: z.strictObject({
      name: AccountName,
      agentId: AgentId,
      numberId: NumberId,
      maxConcurrentCalls: z._default(MaxConcurrentCalls, null),
    }),
    status: 201,
    answer: Campaign,
    versioned: true,
    problems: ['limit_reached'],
    examples: {
      body: {
        name: 'Spring offer',
        agentId: 'agt_01JD3Z0M603B6D8F1H4K7N0Q3T',
        numberId: 'num_01JD3Z0M614C7E9G2J5M8P1R4V',
        maxConcurrentCalls: 5,
      },
    },
  },
  getCampaign: {
    method: 'GET',
    path: '/campaigns/{campaignId}',
    summary: 'Get a campaign',
    effect: 'read',
    status: 200,
    answer: Campaign,
    versioned: true,
  },
  editCampaign: {
    method: 'PATCH',
    path: '/campaigns/{campaignId}',
    summary: 'Change, start, pause or complete a campaign',
    description:
      'A draft can be started, a running campaign paused or completed, a paused one resumed or completed; `completed` is final.',
    effect: 'write',
    body: someOf({
      name: AccountName,
      agentId: AgentId,
      numberId: NumberId,
      status: CampaignStatus,
      maxConcurrentCalls: MaxConcurrentCalls,
    }),
    status: 200,
    answer: Campaign,
    versioned: true,
    problems: ['invalid_transition', 'campaign_limit_reached'],
    examples: { body: { status: 'running' } },
  },
  deleteCampaign: {
    method: 'DELETE',
    path: '/campaigns/{campaignId}',
    summary: 'Delete a campaign with its contacts',
    effect: 'write',
    status: 204,
    versioned: true,
  },
  listContacts: {
    method: 'GET',
    path: '/campaigns/{campaignId}/contacts',
    summary: 'List the contacts of a campaign',
    description:
      'In the order in which they were uploaded. A cursor is valid for one upload: after the contacts have been replaced, it is an `invalid_cursor`.',
    effect: 'read',
    query: Paging,
    status: 200,
    answer: page(Contact),
  },
  replaceContacts: {
    method: 'PUT',
    path: '/campaigns/{campaignId}/contacts',
    summary: 'Upload the contacts of a campaign',
    description:
      'At most 10,000, in 2 MiB, as NDJSON or as CSV with the names of the fields in its first line. They replace all existing contacts. A file of another kind, without the names of the fields, or with a line that is not valid is refused as a whole, and nothing is changed. `errors` has the first ten errors, each with its line (`3.e164`), and `errorCount` is their total. To remove all contacts, send none with `empty=true`.',
    effect: 'write',
    query: z.strictObject({
      empty: z
        ._default(Flag, false)
        .with(z.describe('The upload contains no contacts, and all existing contacts are removed')),
    }),
    upload: {
      line: z.strictObject({ e164: E164, name: z._default(z.nullable(lineOfText(100)), null) }),
      maxLines: limits.contacts,
      examples: {
        'application/x-ndjson':
          '{"e164":"+14155550101","name":"Ada Lovelace"}\n{"e164":"+442079460958","name":null}\n',
        'text/csv': 'e164,name\n+14155550101,Ada Lovelace\n+442079460958,\n',
      },
    },
    maxBytes: limits.uploadBytes,
    status: 200,
    answer: Campaign,
    versioned: true,
  },
});
