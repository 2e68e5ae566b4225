import { KEPT_DAYS, type EndedCall } from '../api/schemas/ended-call.ts';
import { seconds } from '../clock.ts';
import { keys } from '../table/keys.ts';

/** The record of an ended call. Its usage is counted in the same transaction, so the two always agree. */
export interface CallRecordItem extends Omit<EndedCall, 'status' | 'durationSeconds'> {
  readonly pk: string;
  readonly sk: string;
  /** For DynamoDB's clean-up, in seconds. */
  readonly ttl: number;
}

/** In seconds since the epoch. */
const keptUntil = (startedAt: string): number => seconds(Date.parse(startedAt)) + KEPT_DAYS * 24 * 3600;

/** The record of a call. It is always exactly the same, no matter who makes it, and when. */
export function recordOf({ status: _, durationSeconds: __, ...call }: EndedCall): CallRecordItem {
  const { environmentId, startedAt, id, endedAt } = call;
  return {
    ...keys.callRecord(environmentId, startedAt, id, endedAt),
    ...call,
    ttl: keptUntil(startedAt),
  };
}

/** Whether a call is still kept. DynamoDB removes its record some time after that. @param now milliseconds since the epoch */
export const isKept = ({ startedAt }: Pick<EndedCall, 'startedAt'>, now: number): boolean =>
  keptUntil(startedAt) > seconds(now);

/** The call that a record is about, as the API shows it. */
export function recordView({ pk: _, sk: __, ttl: ___, ...call }: CallRecordItem): EndedCall {
  return { ...call, status: 'ended', durationSeconds: durationOf(call) / 1000 };
}

/** How long a call took, in milliseconds. */
export function durationOf({ startedAt, endedAt }: Pick<EndedCall, 'startedAt' | 'endedAt'>): number {
  return Date.parse(endedAt) - Date.parse(startedAt);
}
