import { listen } from '../../local/listen.ts';
import { withRateRules } from '../../local/gateway/rate-rules.ts';

const KEY = 'Bearer brt_one';

/** An API with rate rules, and its answers to this many requests. */
async function limited(rules: { credential: number; address: number; addressWithoutKey: number }) {
  const listener = await listen(0);
  const api = withRateRules(async (_request, response) => response.end('the API'), rules);
  listener.answerWith((request, response) => void api(request, response));
  const ask = (authorization?: string) =>
    fetch(`${listener.origin}/v1/calls?status=live`, {
      headers: authorization === undefined ? {} : { authorization },
    });
  const statuses = async (count: number, authorization?: string) => {
    const seen: number[] = [];
    for (let n = 0; n < count; n += 1) seen.push((await ask(authorization)).status);
    return seen;
  };
  return { ask, statuses, close: () => listener.close() };
}

test('a credential that sends too many requests is refused with a problem that says when to try again, and another one is not', async () => {
  const { ask, statuses, close } = await limited({ credential: 2, address: 100, addressWithoutKey: 100 });
  expect(await statuses(2, KEY)).toEqual([200, 200]);
  const refused = await ask(KEY);
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBe('60');
  expect(refused.headers.get('content-type')).toBe('application/problem+json');
  expect(await refused.json()).toMatchObject({
    type: '/problems/rate_limited',
    status: 429,
    code: 'rate_limited',
    instance: '/v1/calls',
  });
  expect(await statuses(1, 'Bearer brt_two')).toEqual([200]);
  await close();
});

test('an address may send fewer requests without an API key than with one', async () => {
  const { statuses, close } = await limited({ credential: 100, address: 5, addressWithoutKey: 2 });
  expect(await statuses(3)).toEqual([200, 200, 429]);
  expect(await statuses(1, 'Bearer eyJ')).toEqual([429]);
  expect(await statuses(4, KEY)).toEqual([200, 200, 200, 429]);
  await close();
});
