import * as z from 'zod/mini';
import { limits } from '../../limits.ts';
import { defineEnvironmentOperations } from './environment-operations.ts';
import { AgentId } from '../../schemas/ids.ts';
import { Language } from '../../schemas/locale.ts';
import { AccountName } from '../../schemas/names.ts';
import { page, Paging, someOf } from '../../operation.ts';
import { Instant } from '../../schemas/instant.ts';
import { lineOfText, longText } from '../../schemas/text.ts';

const Prompt = longText(limits.promptBytes);
const ShortText = longText(4 * 1024);
const Voice = lineOfText(100).with(z.describe('The voice’s name at the speech provider'));

export const Agent = z
  .object({
    id: AgentId,
    name: z.string(),
    description: z.string(),
    language: z.string(),
    voice: z.string(),
    greeting: z.string().with(z.describe('The first thing it says')),
    prompt: z.string(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .with(z.meta({ id: 'Agent' }));

export const agents = defineEnvironmentOperations({
  listAgents: {
    method: 'GET',
    path: '/agents',
    summary: 'List the agents',
    effect: 'read',
    query: Paging,
    status: 200,
    answer: page(Agent),
  },
  createAgent: {
    method: 'POST',
    path: '/agents',
    summary: 'Create an agent',
    description: "Without a `language`, it speaks the environment's default language.",
    effect: 'write',
    body: z.strictObject({
      name: AccountName,
      description: z._default(ShortText, ''),
      language: z.optional(Language),
      voice: z._default(Voice, ''),
      greeting: z._default(ShortText, ''),
      prompt: z._default(Prompt, ''),
    }),
    maxBytes: limits.agentBodyBytes,
    status: 201,
    answer: Agent,
    versioned: true,
    problems: ['agent_name_taken', 'limit_reached'],
    examples: {
      body: {
        name: 'Front desk',
        language: 'en-US',
        voice: 'alloy',
        greeting: 'Acme, good morning. How can I help?',
        prompt: 'You answer the telephone of Acme. Find out what the caller needs, and put them through.',
      },
    },
  },
  getAgent: {
    method: 'GET',
    path: '/agents/{agentId}',
    summary: 'Get an agent',
    effect: 'read',
    status: 200,
    answer: Agent,
    versioned: true,
  },
  editAgent: {
    method: 'PATCH',
    path: '/agents/{agentId}',
    summary: 'Change an agent',
    effect: 'write',
    body: someOf({
      name: AccountName,
      description: ShortText,
      language: Language,
      voice: Voice,
      greeting: ShortText,
      prompt: Prompt,
    }),
    maxBytes: limits.agentBodyBytes,
    status: 200,
    answer: Agent,
    versioned: true,
    problems: ['agent_name_taken'],
    examples: { body: { greeting: 'Acme, hello!' } },
  },
  deleteAgent: {
    method: 'DELETE',
    path: '/agents/{agentId}',
    summary: 'Delete an agent',
    description: 'Refused while a number, a campaign or the settings use it.',
    effect: 'write',
    status: 204,
    versioned: true,
    problems: ['in_use'],
  },
});
