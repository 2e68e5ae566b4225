import { deliveriesSuite } from '../../bench/deliveries/suite.ts';

test('the benchmark of deliveries, at its smallest size, delivers every event however other receivers behave', async () => {
  const dynamodb = { endpoint: process.env['DYNAMODB_ENDPOINT'] ?? '', pid: process.pid };
  const { verdicts, data } = await deliveriesSuite({ dynamodb, quick: true, stream: true, rounds: 5 });
  const arrived = verdicts.filter(({ figure }) => figure.startsWith('events that arrived'));
  expect(arrived.map(({ met }) => met)).toEqual([true, true, true]);
  const { figures } = data as { figures: Record<string, { p50: number; p99: number }[]> };
  for (const { p50, p99 } of Object.values(figures).flat()) {
    expect(p50).toBeGreaterThan(0);
    expect(p99).toBeGreaterThanOrEqual(p50);
  }
}, 480_000);
