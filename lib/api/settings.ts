import * as z from 'zod';
import { defineEnvironmentOperations } from './environment-operations.ts';
import { AgentId } from './ids.ts';
import { Language, TimeZone } from './locale.ts';
import { Instant } from './operation.ts';

const DefaultAgentId = AgentId.nullable().meta({ description: 'The agent that is meant when none is named' });

export const Settings = z
  .object({
    timezone: z.string().meta({ examples: ['Europe/Berlin'] }),
    defaultLanguage: z.string().meta({ examples: ['en-US'] }),
    defaultAgentId: DefaultAgentId,
    updatedAt: Instant.nullable().meta({ description: 'null until they are changed for the first time' }),
  })
  .meta({ id: 'Settings' });

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
    body: z
      .strictObject({ timezone: TimeZone, defaultLanguage: Language, defaultAgentId: DefaultAgentId })
      .partial()
      .refine((changes) => Object.keys(changes).length > 0, { error: 'must change something' }),
    status: 200,
    answer: Settings,
    versioned: true,
    examples: { body: { timezone: 'Europe/Berlin' } },
  },
});
