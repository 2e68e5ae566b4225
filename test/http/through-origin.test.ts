import { ORIGIN_SECRET_HEADER } from '../../lib/api/origin-secret-header.ts';
import { aBerth } from '../setup/berth.ts';

const closed = await aBerth({ settings: { originSecrets: ['the one sent now', 'the one sent next'] } });
const open = await aBerth();

const ask = (origin: string, path: string, headers: Record<string, string> = {}) =>
  fetch(`${origin}${path}`, { headers });

test.each(['/v1/me', '/v1/calls', '/v1/nothing'])(
  'where the origin has a secret, %s does not exist for requests that bypass it, whoever sends them',
  async (path) => {
    const { token } = await closed.aPerson();
    for (const secret of [undefined, '', 'made up', 'the one sent now,the one sent next']) {
      const answer = await ask(closed.origin, path, {
        authorization: `Bearer ${token}`,
        ...(secret !== undefined && { [ORIGIN_SECRET_HEADER]: secret }),
      });
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({ code: 'not_found', requestId: expect.any(String) });
    }
  },
);

test('a request with either of the secrets is answered normally', async () => {
  const { token } = await closed.aPerson();
  for (const secret of ['the one sent now', 'the one sent next']) {
    const answer = await ask(closed.origin, '/v1/me', {
      authorization: `Bearer ${token}`,
      [ORIGIN_SECRET_HEADER]: secret,
    });
    expect(answer.status).toBe(200);
  }
});

test('without secrets, as on a laptop, requests may come from anywhere', async () => {
  const { token } = await open.aPerson();
  const answer = await ask(open.origin, '/v1/me', { authorization: `Bearer ${token}` });
  expect(answer.status).toBe(200);
});
