import type { AnswerTo } from '../api/request.ts';

export type Usage = AnswerTo<'getEnvironmentUsage'>;
export type AccountUsage = AnswerTo<'getAccountUsage'>;
export type Granularity = Usage['granularity'];
/** Over which period, and in which steps. */
export interface UsageQuery {
  readonly from: string;
  readonly to?: string;
  readonly granularity: Granularity;
}
export interface ReportProps {
  /** Which days these are, in the name of a file. */
  readonly inFileName: string;
  readonly query: UsageQuery;
  /** Whose days and hours they are. */
  readonly zone: string;
  /** How often it is looked up again, in milliseconds; undefined for a period that is over. */
  readonly every: number | undefined;
}
export type Figures = Usage['totals'];
/** An hour or a day. */
export type Step = Usage['items'][number];

/** The longest period that the API tells of by the hour, in days. */
export const MAX_DAYS_BY_HOUR = 31;

/** Whether anything happened at all. */
export const isEmpty = ({ started, refused, peak }: Figures): boolean => started + refused + peak === 0;

const rounded = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });

/** “97.3”, “1,313”: minutes, or parts of a hundred, as they are read. */
export const asRead = (value: number): string => rounded.format(value < 100 ? value : Math.round(value));
