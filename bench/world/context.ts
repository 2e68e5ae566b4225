import type { Context } from '../../lib/context.ts';
import { movableClock } from './clock.ts';
import { webhookTools } from './webhook-tools.ts';

export const settings: Context['settings'] = {
  defaultPlan: { name: 'Standard', maxConcurrentCalls: 40 },
  consoleOrigin: 'https://console.example.com',
  sweepSeconds: 60,
};

/** What a Berth that is no deployment has, besides its table and its people. Nobody is an operator. */
export const contextOf = <Own extends Pick<Context, 'table' | 'people'>>(own: Own) => ({
  clock: movableClock(),
  settings,
  groupsOf: async (): Promise<string[]> => [],
  usersOf: async (): Promise<never[]> => [],
  invitationKey: () => 'the key of no deployment: for tests only',
  ...webhookTools(),
  log: (_line: Record<string, unknown>): void => {},
  ...own,
});
