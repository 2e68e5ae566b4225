import { daysIn, isDay, shifted } from '../period/days.ts';
import type { AnswerTo } from '../api/request.ts';

export type ServiceAccount = AnswerTo<'getServiceAccount'>;

/** The props of each dialog about a service account. */
export interface DialogProps {
  readonly serviceAccount: ServiceAccount;
  readonly params: { readonly accountId: string; readonly serviceAccountId: string };
  readonly onClose: () => void;
}

export type ServiceAccountAction = 'edit' | 'rotate' | 'activity' | 'delete';

/** The actions on a service account, in the order of the menu. */
export const actions: readonly { id: ServiceAccountAction; text: string }[] = [
  { id: 'edit', text: 'Edit' },
  { id: 'rotate', text: 'Rotate secret' },
  { id: 'activity', text: 'Show its activity' },
  { id: 'delete', text: 'Delete' },
];

/** Two weeks: enough time to give a pipeline another expiry, or another secret. */
const SOON_MS = 14 * 86_400_000;

/** @param now in milliseconds */
export function expiryState(
  { expiresAt }: Pick<ServiceAccount, 'expiresAt'>,
  now: number,
): 'never' | 'later' | 'soon' | 'past' {
  if (expiresAt === null) return 'never';
  const left = Date.parse(expiresAt) - now;
  if (left <= 0) return 'past';
  return left <= SOON_MS ? 'soon' : 'later';
}

/**
 * The end of a day of the zone, as the API accepts an expiry; null for no day. Text that is not a day is sent as it was
 * typed, and refused.
 */
export function endOf(day: string, zone: string): string | null {
  if (day === '') return null;
  return isDay(day) ? new Date(daysIn(zone).beginningOf(shifted(day, 1))).toISOString() : day;
}
