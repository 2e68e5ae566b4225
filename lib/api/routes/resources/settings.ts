import * as z from 'zod/mini';
import { defineEnvironmentOperations } from './environment-operations.ts';
import { AgentId, UserId } from '../../schemas/ids.ts';
import { Language, TimeZone } from '../../schemas/locale.ts';
import { limits } from '../../limits.ts';
import { someOf } from '../../operation.ts';
import { Instant } from '../../schemas/instant.ts';

const DefaultAgentId = z.nullable(AgentId).with(z.describe('The agent that is used when none is given'));

const alertFields = {
  nearPercent: z
    .nullable(z.int().check(z.minimum(50), z.maximum(99)))
    .with(z.describe('Alert when this percentage of the limit is in use, for example 80; null: never')),
  refusals: z.boolean().with(z.describe('Alert when a start was refused because a limit was reached')),
  expiredCalls: z
    .nullable(z.int().check(z.minimum(1), z.maximum(1000)))
    .with(z.describe('Alert when this many leases expire within an hour, for example 10; null: never')),
  mailTo: z
    .array(UserId)
    .check(
      z.maxLength(limits.alertRecipients),
      z.refine((users) => new Set(users).size === users.length, { error: 'must name each user once' }),
    )
    .with(z.describe('The Admins who get the mails')),
};

const Alerts = z.object(alertFields).with(
  z.meta({
    id: 'Alerts',
    description:
      'Which alerts are mailed to Admins: at most one mail per kind of alert and hour. None, until an Admin turns them on.',
  }),
);

export const Settings = z
  .object({
    timezone: z.string().with(z.meta({ examples: ['Europe/Berlin'] })),
    defaultLanguage: z.string().with(z.meta({ examples: ['en-US'] })),
    defaultAgentId: DefaultAgentId,
    alerts: Alerts,
    updatedAt: z.nullable(Instant).with(z.describe('null until they are changed for the first time')),
  })
  .with(z.meta({ id: 'Settings' }));

export const settings = defineEnvironmentOperations({
  getSettings: {
    method: 'GET',
    path: '/settings',
    summary: 'Get the settings of an environment',
    effect: 'read',
    status: 200,
    answer: Settings,
    versioned: true,
  },
  editSettings: {
    method: 'PATCH',
    path: '/settings',
    summary: 'Change the settings of an environment',
    description:
      'Fields that are left out keep their value, also within `alerts`. An API key cannot change `alerts`.',
    effect: 'write',
    body: someOf({
      timezone: TimeZone,
      defaultLanguage: Language,
      defaultAgentId: DefaultAgentId,
      alerts: someOf(alertFields).with(z.describe('For Admins only')),
    }),
    status: 200,
    answer: Settings,
    versioned: true,
    examples: { body: { timezone: 'Europe/Berlin' } },
  },
});
