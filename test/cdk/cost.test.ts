import { readFileSync } from 'node:fs';
import type { Template } from 'aws-cdk-lib/assertions';
import { synthesised, type Resource } from './synthesised.ts';

const page = readFileSync(new URL('../../docs/deploy.md', import.meta.url), 'utf8');
const { templates } = synthesised({ stage: 'prod', mailFrom: 'berth@example.com' });
const all = Object.values(templates).flatMap((template: Template) =>
  Object.values((template.toJSON() as { Resources: Record<string, Resource> }).Resources),
);
const of = (type: string) => all.filter(({ Type }) => Type === type);

/** The rows of a table, and the total in its last row. */
function sumsUnder(heading: string): { rows: number[]; together: number } {
  const [, text = ''] = page.split(heading);
  const [, table = ''] = /(\|[^]+?)\n\n/.exec(text) ?? [];
  const sums = [...table.matchAll(/([\d.]+)(?:\*\*)? \|$/gm)].map(([, sum]) => Number(sum));
  return { rows: sums.slice(0, -1), together: sums.at(-1) ?? 0 };
}

const added = (sums: readonly number[]) => Math.round(sums.reduce((a, b) => a + b) * 100) / 100;

test('the costs add up, and a busy stage also pays what an idle one pays', () => {
  const idle = sumsUnder('**Idle**');
  const busy = sumsUnder('**Busy**');
  expect(idle.rows.length).toBeGreaterThan(5);
  expect(added(idle.rows)).toBe(idle.together);
  expect(added(busy.rows)).toBe(busy.together);
  expect(busy.rows).toContain(idle.together);
});

test('resources with a price each are counted as the templates have them', () => {
  // Each metric of an alarm on an expression is paid for.
  const metrics = of('AWS::CloudWatch::Alarm').flatMap(({ Properties }) =>
    ((Properties['Metrics'] ?? [{ MetricStat: Properties }]) as { MetricStat?: object }[]).filter(
      ({ MetricStat }) => MetricStat !== undefined,
    ),
  ).length;
  expect(page).toContain(`| Alarms: ${metrics} metrics, 10 of them free; three composite alarms `);
  expect(page).toContain(`| ${metrics - 10} × 0.10 + 3 × 0.50 `);
  expect(of('AWS::CloudWatch::CompositeAlarm')).toHaveLength(3);

  const mappings = of('AWS::Lambda::EventSourceMapping');
  const streams = mappings.filter(({ Properties }) => Properties['StartingPosition'] !== undefined).length;
  // Streams: read, filtered out, passed on, failed, dropped, sent to the dead-letter queue. Queues: read, passed on,
  // failed, deleted.
  const counted = 6 * streams + 4 * (mappings.length - streams);
  const filters = of('AWS::Logs::MetricFilter').length;
  const inLogLines = ['Drift', 'DriftLeft', 'Failed', 'Failed of the sweeper'].length;
  expect(page).toContain(
    `| Metrics: ${filters + inLogLines} of ours, and ${counted} of the event source mappings`,
  );
  expect(page).toContain(`| ${filters + inLogLines + counted} × 0.30 `);

  const secrets = of('AWS::SecretsManager::Secret').length;
  expect(page).toContain(`| ${secrets} × 0.40 `);
  const [webAcl] = of('AWS::WAFv2::WebACL');
  expect(page).toContain(`| 5.00 + ${webAcl?.Properties['Rules'].length} × 1.00 `);
});
