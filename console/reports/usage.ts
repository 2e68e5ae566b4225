import type { AnswerTo } from '../api/request.ts';

export type Usage = AnswerTo<'getEnvironmentUsage'>;
export type AccountUsage = AnswerTo<'getAccountUsage'>;
export type Granularity = Usage['granularity'];
/** The period, and its steps. */
export interface UsageQuery {
  readonly from: string;
  readonly to?: string;
  readonly granularity: Granularity;
}
export interface ReportProps {
  /** The days in the name of a file. */
  readonly inFileName: string;
  readonly query: UsageQuery;
  /** The time zone of its days and hours. */
  readonly zone: string;
  /** How often it is reloaded, in milliseconds; undefined for a period in the past. */
  readonly every: number | undefined;
}
export type Figures = Usage['totals'];
/** An hour or a day. */
export type Step = Usage['items'][number];

/** The longest period that the API reports by the hour, in days. */
export const MAX_DAYS_BY_HOUR = 31;

/** Whether there was any usage at all. */
export const isEmpty = ({ started, refused, peak }: Figures): boolean => started + refused + peak === 0;

const rounded = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });

/** “97.3”, “1,313”: minutes, or percentages, in a readable form. */
export const asRead = (value: number): string => rounded.format(value < 100 ? value : Math.round(value));
