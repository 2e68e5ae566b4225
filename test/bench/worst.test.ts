import { worstSuite } from '../../bench/worst/suite.ts';
import { routes } from '../../lib/api/index.ts';

interface Sent {
  readonly operations: readonly string[];
  readonly statuses: readonly number[];
  readonly worst: readonly { readonly cpu: number }[];
}

test('the worst bodies, sent to every operation that takes one, never let a stranger in and never cause a failure of Berth', async () => {
  const dynamodb = { endpoint: process.env['DYNAMODB_ENDPOINT'] ?? '', pid: process.pid };
  const { verdicts, data } = await worstSuite({ dynamodb, quick: true, stream: false, rounds: 5 });
  const { strangers, known } = data as { strangers: Sent; known: Sent };
  const taking = routes.filter(({ body, upload }) => body !== undefined || upload !== undefined);
  for (const { operations, worst } of [strangers, known]) {
    expect(operations).toEqual(taking.map(({ id }) => id));
    for (const { cpu } of worst) expect(cpu).toBeGreaterThan(0);
  }
  expect(strangers.statuses).toEqual([401]);
  // On a busy machine a request may run out of time.
  expect(known.statuses.filter((status) => [401, 500].includes(status))).toEqual([]);
  expect(verdicts).toHaveLength(2);
}, 480_000);
