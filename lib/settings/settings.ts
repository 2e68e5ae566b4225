import type * as z from 'zod/mini';
import type { AgentId, EnvironmentId, UserId } from '../api/schemas/ids.ts';
import type { Settings } from '../api/routes/resources/settings.ts';
import { keys } from '../table/keys.ts';
import { read, readMany, type Table } from '../table/table.ts';

/** The alerts of an environment, and the Admins who get them. */
export interface Alerts {
  /** The share of the limit from which it is near, in percent; null: no alert. */
  readonly nearPercent: number | null;
  readonly refusals: boolean;
  /** How many leases expire in an hour before there is an alert; null: no alert. */
  readonly expiredCalls: number | null;
  readonly mailTo: readonly UserId[];
}

/** The settings of an environment: as they were last changed, or the defaults that every environment has at first. */
export interface EnvironmentSettings {
  readonly timezone: string;
  readonly defaultLanguage: string;
  readonly defaultAgentId: AgentId | null;
  readonly alerts: Alerts;
  readonly updatedAt: string | null;
  /** 1 as long as they are the defaults and nothing is stored. */
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

/** The settings as the audit trail shows them. */
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
