import type * as z from 'zod/mini';
import type { AgentId, EnvironmentId } from '../api/schemas/ids.ts';
import type { Settings } from '../api/routes/resources/settings.ts';
import { keys } from '../table/keys.ts';
import { read, type Table } from '../table/table.ts';

/** The settings of an environment: as they were changed last, or as every environment has them from its first moment. */
export interface EnvironmentSettings {
  readonly timezone: string;
  readonly defaultLanguage: string;
  readonly defaultAgentId: AgentId | null;
  readonly updatedAt: string | null;
  /** 1 as long as they are what they were at first, and nothing is stored. */
  readonly version: number;
}

const atFirst: EnvironmentSettings = {
  timezone: 'UTC',
  defaultLanguage: 'en-US',
  defaultAgentId: null,
  updatedAt: null,
  version: 1,
};

export async function readSettings(table: Table, environment: EnvironmentId): Promise<EnvironmentSettings> {
  const stored = await read<EnvironmentSettings>(table, keys.settings(environment));
  return { ...atFirst, ...stored };
}

export function settingsView(settings: EnvironmentSettings): z.input<typeof Settings> {
  const { timezone, defaultLanguage, defaultAgentId, updatedAt } = settings;
  return { timezone, defaultLanguage, defaultAgentId, updatedAt };
}

/** What the audit trail tells of settings. */
export const settingsFacts = ({ timezone, defaultLanguage, defaultAgentId }: EnvironmentSettings) => ({
  timezone,
  defaultLanguage,
  defaultAgentId,
});
