import { jest } from '@jest/globals';
import { aBerth } from '../setup/berth.ts';

const berth = await aBerth();

/** The result of `run` while the clock of this process is ahead by this many seconds. */
async function ahead<T>(seconds: number, run: () => Promise<T>): Promise<T> {
  const now = Date.now.bind(Date);
  const clock = jest.spyOn(Date, 'now').mockImplementation(() => now() + seconds * 1000);
  try {
    return await run();
  } finally {
    clock.mockRestore();
  }
}

const opens = async (token: string) => (await berth.call('getMe', { as: token })).status;

test('a token from a clock that is up to a minute ahead is accepted', async () => {
  for (const seconds of [1, 30, 59]) {
    const { token } = await ahead(seconds, () => berth.aPerson());
    expect(await opens(token)).toBe(200);
  }
});

test('a token from further in the future is refused like any invalid one, until its time comes', async () => {
  for (const seconds of [90, 120, 3_000]) {
    const { token } = await ahead(seconds, () => berth.aPerson());
    const refused = await berth.call('getMe', { as: token });
    expect(refused).toBeRefused(401, 'unauthenticated');
    const forged = await berth.call('getMe', { as: `${token}A` });
    expect(refused.body.detail).toBe(forged.body.detail);
    expect(refused.headers.get('www-authenticate')).toBe(forged.headers.get('www-authenticate'));
    expect(await ahead(seconds, () => opens(token))).toBe(200);
  }
});
