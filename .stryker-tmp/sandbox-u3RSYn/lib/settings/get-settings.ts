import type { ResourceUseCase } from '../scoped/use-case.ts';
import { readSettings, settingsView } from './settings.ts';

export const getSettings: ResourceUseCase<'getSettings'> = async ({ scope }, { table }) => {
  const settings = await readSettings(table, scope.environmentId);
  return { body: settingsView(settings), version: settings.version };
};
