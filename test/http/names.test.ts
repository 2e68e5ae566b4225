import { AccountName, EnvironmentName } from '../../lib/api/schemas/names.ts';
import { aBerth } from '../setup/berth.ts';

const berth = await aBerth();
const { call } = berth;

test.each([
  ['production', 'production'],
  ['  Pre-Prod_2.0 ', 'Pre-Prod_2.0'],
  ['ﬁnance', 'finance'],
  ['ｐｒｏｄ\u3000１', 'prod 1'],
  ['Ünïcode', 'Ünïcode'],
  ['प्रोडक्शन', 'प्रोडक्शन'],
  ['производство', 'производство'],
  ['サーバー', 'サーバー'],
  ['東京オフィス', '東京オフィス'],
  ['prod-тест', 'prod-тест'],
  ['constructor', 'constructor'],
  ['__proto__', '__proto__'],
  ['-', '-'],
  ['x'.repeat(64), 'x'.repeat(64)],
  ['𠮷'.repeat(64), '𠮷'.repeat(64)],
])('an environment may be called %s', (given, name) => {
  expect(EnvironmentName.parse(given)).toBe(name);
});

test.each(['Smith & Sons, Inc.', 'Zoë’s “Café” (Köln)', '50% + €5', 'Acme 🚀'])(
  'an account may be called %s',
  (name) => {
    expect(AccountName.parse(name)).toBe(name);
  },
);

test.each([
  'URGENT: pay your invoice at https://evil.example/pay?x=1 today',
  'http:\\\\evil.example',
  'ｈｔｔｐｓ：／／evil.example',
  'evil.example/login',
  'Sign in at www.evil.example',
])('no account may be called %s: mail programs would make a link of it', (name) => {
  expect(AccountName.safeParse(name).success).toBe(false);
});

test.each(['Booking.com', 'A/B testing', 'Acme Ltd./Inc.', 'www', 'N: the letter'])(
  '%s is a name like others',
  (name) => {
    expect(AccountName.parse(name)).toBe(name);
  },
);

test('a name is taken whatever its case and form, also in one letter’s two spellings', async () => {
  const { accountId, admin } = await berth.anAccount();
  const create = (name: string) =>
    call('createEnvironment', {
      as: admin.token,
      params: { accountId },
      body: { name, maxConcurrentCalls: 0 },
    });
  for (const [name, ...same] of [
    ['Prod', 'prod', 'PROD', ' prod ', 'ｐｒｏｄ'],
    ['Straße', 'STRASSE', 'strasse'],
    ['Ünïcode', 'u\u0308ni\u0308code'],
    ['Ὀδυσσεύς', 'ὈΔΥΣΣΕΎΣ'],
  ]) {
    expect((await create(name ?? '')).status).toBe(201);
    for (const other of same) {
      expect(await create(other)).toMatchObject({ status: 409, body: { code: 'environment_name_taken' } });
    }
  }
});
