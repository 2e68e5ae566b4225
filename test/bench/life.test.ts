import { lifeSuite } from '../../bench/life/suite.ts';

test('the benchmark of the life of calls, at its smallest size, lets no call over the limit and loses no slot', async () => {
  const dynamodb = { endpoint: process.env['DYNAMODB_ENDPOINT'] ?? '', pid: process.pid };
  const { verdicts } = await lifeSuite({ dynamodb, quick: true, stream: false, rounds: 5 });
  // The other figures depend on how busy the machine is.
  const never = verdicts.filter(({ target }) => target === '0');
  expect(never).toEqual([
    { figure: 'calls over the limit', target: '0', measured: '0', met: true },
    { figure: 'slots lost by processes that live', target: '0', measured: '0', met: true },
    { figure: 'slots still taken when all is over', target: '0', measured: '0', met: true },
  ]);
  expect(
    verdicts.filter(({ figure }) => figure.startsWith('a slot that is waited for is empty')),
  ).not.toEqual([]);
}, 480_000);
