import { ORIGIN_SECRET_HEADER } from '../../lib/api/origin-secret-header.ts';
import { aBerth } from '../setup/berth.ts';
import { senderTo } from '../setup/send.ts';

const closed = await aBerth({ settings: { originSecrets: ['the one sent now', 'the one sent next'] } });
const open = await aBerth();

test.each(['/v1/me', '/v1/calls', '/v1/nothing'])(
  'where the origin has a secret, %s does not exist for requests that bypass it, whoever sends them',
  async (path) => {
    const { token } = await closed.aPerson();
    for (const secret of [undefined, '', 'made up', 'the one sent now,the one sent next']) {
      const headers = secret === undefined ? {} : { [ORIGIN_SECRET_HEADER]: secret };
      expect(await senderTo(closed.origin)({ path, as: token, headers })).toBeRefused(404, 'not_found', {
        requestId: expect.any(String),
      });
    }
  },
);

test('a request with either of the secrets is answered normally', async () => {
  const { token } = await closed.aPerson();
  for (const secret of ['the one sent now', 'the one sent next']) {
    const headers = { [ORIGIN_SECRET_HEADER]: secret };
    expect(await closed.call('getMe', { as: token, headers })).toMatchObject({ status: 200 });
  }
});

test('without secrets, as on a laptop, requests may come from anywhere', async () => {
  const { token } = await open.aPerson();
  expect(await open.call('getMe', { as: token })).toMatchObject({ status: 200 });
});
