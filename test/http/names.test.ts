import { AccountName, EnvironmentName } from '../../lib/api/schemas/names.ts';
import { foldName } from '../../lib/api/schemas/fold-name.ts';
import { lineOfText } from '../../lib/api/schemas/text.ts';
import { aBerth, asAdmin } from '../setup/berth.ts';

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
  ['東京2号 3G', '東京2号 3G'],
  ['пам\u02bcять', 'пам\u02bcять'],
  ['Hawai\u02bbi', 'Hawai\u02bbi'],
  ['constructor', 'constructor'],
  ['__proto__', '__proto__'],
  ['-', '-'],
  ['x'.repeat(64), 'x'.repeat(64)],
  ['𠮷'.repeat(64), '𠮷'.repeat(64)],
])('an environment can be named %s', (given, name) => {
  expect(EnvironmentName.parse(given)).toBe(name);
});

test.each(['prod1\u0430', 'dev2\u043e', 'a1\u05d0', '\u0b85\u0c06', 'рr0d', 'р\u02bcr0d', 'α2a', 'ก9a'])(
  'no environment can be named %j, which mixes alphabets within a word',
  (name) => {
    expect(EnvironmentName.safeParse(name).success).toBe(false);
  },
);

test.each(['Smith & Sons, Inc.', 'Zoë’s “Café” (Köln)', '50% + €5', 'Acme 🚀'])(
  'an account can be named %s',
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
])('no account can be named %s, because mail programs would make a link of it', (name) => {
  expect(AccountName.safeParse(name).success).toBe(false);
});

test.each(['Booking.com', 'A/B testing', 'Acme Ltd./Inc.', 'www', 'N: the letter'])(
  '%s is an ordinary name',
  (name) => {
    expect(AccountName.parse(name)).toBe(name);
  },
);

test('a name is taken regardless of its case and Unicode form, also in two spellings of one letter', async () => {
  const account = await berth.anAccount();
  const create = (name: string) =>
    call('createEnvironment', { ...asAdmin(account), body: { name, maxConcurrentCalls: 0 } });
  for (const [name, ...same] of [
    ['Prod', 'prod', 'PROD', ' prod ', 'ｐｒｏｄ'],
    ['Straße', 'STRASSE', 'strasse', 'STRAẞE', 'straẞe'],
    ['Ünïcode', 'u\u0308ni\u0308code'],
    ['Ὀδυσσεύς', 'ὈΔΥΣΣΕΎΣ'],
  ]) {
    expect((await create(name ?? '')).status).toBe(201);
    for (const other of same) {
      expect(await create(other)).toBeRefused(409, 'environment_name_taken');
    }
  }
});

test('every letter is the same in each of its cases, and folding is idempotent', () => {
  const wrong: string[] = [];
  for (let point = 0; point <= 0x10_ff_ff; point += 1) {
    const letter = String.fromCodePoint(point);
    if (!/^\p{L}$/u.test(letter)) continue;
    const folded = foldName(letter);
    const others = [letter.toLowerCase(), letter.toUpperCase(), letter.normalize('NFKC'), folded];
    if (others.some((other) => foldName(other) !== folded)) wrong.push(`U+${point.toString(16)} ${letter}`);
  }
  expect(wrong).toEqual([]);
});

test.each([
  ['a line feed', 'a\nb'],
  ['a tab', 'a\tb'],
  ['NUL', 'a\0b'],
  ['a C1 control character', 'a\u0085b'],
  ['a right-to-left override', 'a\u202eb'],
  ['a right-to-left mark', 'a\u200fb'],
  ['an Arabic letter mark', 'a\u061cb'],
  ['a directional isolate', 'a\u2066b'],
  ['a zero-width space', 'a\u200bb'],
  ['a zero-width joiner', 'a\u200db'],
  ['a word joiner', 'a\u2060b'],
  ['a byte order mark', 'a\ufeffb'],
  ['a soft hyphen', 'a\u00adb'],
  ['a lone surrogate', 'a\ud800'],
])('a text of one line must not contain %s', (_, text) => {
  expect(lineOfText(100).safeParse(text).success).toBe(false);
});

test('a text of one line is trimmed, and otherwise stored as it was sent', () => {
  expect(lineOfText(100).parse('  Zoë “Café” שלום 東京 🚀 = 50 % ')).toBe('Zoë “Café” שלום 東京 🚀 = 50 %');
});
