import type { Context } from './context.ts';

/**
 * What a function has counted, as part of a line of its log that CloudWatch turns into metrics (embedded metric
 * format). Alarms use these names: see cdk/metrics.ts.
 */
export function metrics(
  of: string,
  counts: Readonly<Record<string, number>>,
  { table, clock }: Pick<Context, 'table' | 'clock'>,
): Record<string, unknown> {
  const Metrics = Object.keys(counts).map((Name) => ({ Name, Unit: 'Count' }));
  return {
    _aws: {
      Timestamp: clock.now(),
      CloudWatchMetrics: [{ Namespace: 'Berth', Dimensions: [['Table', 'Function']], Metrics }],
    },
    Table: table.name,
    Function: of,
    ...counts,
  };
}
