import type * as z from 'zod/mini';
import type { AgentId, EnvironmentId, UserId } from '../api/schemas/ids.ts';
import type { Settings } from '../api/routes/resources/settings.ts';
import { keys } from '../table/keys.ts';
import { read, readMany, type Table } from '../table/table.ts';

/** What is mailed of an environment, and to which Admins. */
export interface Alerts {
  /** The share of the limit at which it is near, in percent; null: nobody is told. */
  readonly nearPercent: number | null;
  readonly refusals: boolean;
  /** How many leases run out in an hour before somebody is told; null: nobody is. */
  readonly expiredCalls: number | null;
  readonly mailTo: readonly UserId[];
}

/** The settings of an environment: as they were changed last, or as every environment has them from its first moment. */
export interface EnvironmentSettings {
  readonly timezone: string;
  readonly defaultLanguage: string;
  readonly defaultAgentId: AgentId | null;
  readonly alerts: Alerts;
  readonly updatedAt: string | null;
  /** 1 as long as they are what they were at first, and nothing is stored. */
  readonly version: number;
}

const atFirst: EnvironmentSettings = {
  timezone: 'UTC',
  defaultLanguage: 'en-US',
  defaultAgentId: null,
  alerts: { nearPercent: null, refusals: false, expiredCalls: null, mailTo: [] },
  updatedAt: null,
  version: 1,
};

export async function readSettings(table: Table, environment: EnvironmentId): Promise<EnvironmentSettings> {
  const stored = await read<EnvironmentSettings>(table, keys.settings(environment));
  return { ...atFirst, ...stored };
}

/** The alerts of those of these environments in which somebody wants mails. */
export async function readAlerts(
  table: Table,
  environments: readonly EnvironmentId[],
): Promise<Map<EnvironmentId, Alerts>> {
  const keyOfId = new Map(environments.map((id) => [keys.settings(id).pk, id]));
  const items = await readMany<Partial<EnvironmentSettings> & { pk: string }>(
    table,
    environments.map((id) => keys.settings(id)),
  );
  return new Map(
    items.flatMap(({ pk, alerts = atFirst.alerts }) => {
      const id = keyOfId.get(pk);
      return id === undefined || alerts.mailTo.length === 0 ? [] : [[id, alerts] as const];
    }),
  );
}

export function settingsView(settings: EnvironmentSettings): z.input<typeof Settings> {
  const { timezone, defaultLanguage, defaultAgentId, alerts, updatedAt } = settings;
  return {
    timezone,
    defaultLanguage,
    defaultAgentId,
    alerts: { ...alerts, mailTo: [...alerts.mailTo] },
    updatedAt,
  };
}

/** What the audit trail tells of settings. */
export const settingsFacts = ({
  timezone,
  defaultLanguage,
  defaultAgentId,
  alerts,
}: EnvironmentSettings) => ({
  timezone,
  defaultLanguage,
  defaultAgentId,
  alerts,
});
