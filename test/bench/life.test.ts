import { lifeSuite } from '../../bench/life/suite.ts';

test('the benchmark of the life of calls meets every target at its quick size', async () => {
  const endpoint = process.env['DYNAMODB_ENDPOINT'] ?? '';
  const dynamodb = { endpoint, pid: Number(process.env['DYNAMODB_PID']) };
  const { verdicts } = await lifeSuite({ dynamodb, quick: true, stream: false, rounds: 5 });
  expect(verdicts.length).toBeGreaterThan(6);
  expect(verdicts.filter(({ met }) => !met)).toEqual([]);
}, 480_000);
