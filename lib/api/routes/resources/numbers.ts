import * as z from 'zod/mini';
import { defineEnvironmentOperations } from './environment-operations.ts';
import { AgentId, NumberId } from '../../schemas/ids.ts';
import { page, Paging, someOf } from '../../operation.ts';
import { Instant } from '../../schemas/instant.ts';
import { lineOfText } from '../../schemas/text.ts';

/** A telephone number in its international form. The use case checks whether such numbers exist. */
export const E164 = z
  .string()
  .check(
    z.regex(/^\+[1-9]\d{6,14}$/, { error: 'must be a telephone number in E.164 form, such as +14155550100' }),
    z.meta({ examples: ['+14155550100'] }),
  );

const Label = lineOfText(64);
const InboundAgentId = z.nullable(AgentId).with(z.describe('The agent that takes calls to this number'));

export const Number = z
  .object({
    id: NumberId,
    e164: z.string(),
    label: z.string(),
    inboundAgentId: InboundAgentId,
    createdAt: Instant,
    updatedAt: Instant,
  })
  .with(z.meta({ id: 'Number' }));

export const numbers = defineEnvironmentOperations({
  listNumbers: {
    method: 'GET',
    path: '/numbers',
    summary: 'List the telephone numbers',
    effect: 'read',
    query: Paging,
    status: 200,
    answer: page(Number),
  },
  createNumber: {
    method: 'POST',
    path: '/numbers',
    summary: 'Add a telephone number',
    description:
      'Within an account a telephone number belongs to one environment. It cannot be added again while that environment can be restored.',
    effect: 'write',
    body: z.strictObject({
      e164: E164,
      label: z._default(Label, ''),
      inboundAgentId: z._default(InboundAgentId, null),
    }),
    status: 201,
    answer: Number,
    versioned: true,
    problems: ['number_taken', 'limit_reached'],
    examples: { body: { e164: '+14155550100', label: 'Front desk' } },
  },
  getNumber: {
    method: 'GET',
    path: '/numbers/{numberId}',
    summary: 'Get a telephone number',
    effect: 'read',
    status: 200,
    answer: Number,
    versioned: true,
  },
  editNumber: {
    method: 'PATCH',
    path: '/numbers/{numberId}',
    summary: 'Change the label or the agent of a telephone number',
    effect: 'write',
    body: someOf({ label: Label, inboundAgentId: InboundAgentId }),
    status: 200,
    answer: Number,
    versioned: true,
    examples: { body: { inboundAgentId: 'agt_01JD3Z0M603B6D8F1H4K7N0Q3T' } },
  },
  deleteNumber: {
    method: 'DELETE',
    path: '/numbers/{numberId}',
    summary: 'Remove a telephone number',
    description: 'Any environment can add it again. Refused while a campaign uses it.',
    effect: 'write',
    status: 204,
    versioned: true,
    problems: ['in_use'],
  },
});
