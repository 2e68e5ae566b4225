import * as z from 'zod/mini';
import { defineEnvironmentOperations } from './environment-operations.ts';
import { AgentId } from '../../schemas/ids.ts';
import { Language, TimeZone } from '../../schemas/locale.ts';
import { someOf } from '../../operation.ts';
import { Instant } from '../../schemas/instant.ts';

const DefaultAgentId = z.nullable(AgentId).with(z.describe('The agent that is meant when none is named'));

export const Settings = z
  .object({
    timezone: z.string().with(z.meta({ examples: ['Europe/Berlin'] })),
    defaultLanguage: z.string().with(z.meta({ examples: ['en-US'] })),
    defaultAgentId: DefaultAgentId,
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
    effect: 'write',
    body: someOf({ timezone: TimeZone, defaultLanguage: Language, defaultAgentId: DefaultAgentId }),
    status: 200,
    answer: Settings,
    versioned: true,
    examples: { body: { timezone: 'Europe/Berlin' } },
  },
});
