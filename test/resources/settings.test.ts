import { aBerth, done } from '../setup/berth.ts';
import { aPlace } from './ways.ts';

const berth = await aBerth();
const account = await berth.anAccount();

describe.each(['byKey', 'byPath'] as const)('settings, %s', (way) => {
  test('exist from the beginning, and an edit changes only what it names', async () => {
    const { [way]: go } = await aPlace(berth, account);
    const first = await go('getSettings');
    expect(first).toAnswer(200, {
      timezone: 'UTC',
      defaultLanguage: 'en-US',
      defaultAgentId: null,
      updatedAt: null,
    });
    const before = await berth.items();
    done(await go('editSettings', { body: { timezone: 'UTC' } }));
    expect(await berth.items()).toEqual(before);

    const edit = (body: object, version: string) =>
      go('editSettings', { body, headers: { 'if-match': version } });
    const etag = first.headers.get('etag') ?? '';
    const changed = await edit({ timezone: 'europe/berlin' }, etag);
    expect(changed).toAnswer(200, {
      timezone: 'Europe/Berlin',
      defaultLanguage: 'en-US',
      updatedAt: expect.any(String),
    });
    expect(await edit({ timezone: 'UTC' }, etag)).toMatchObject({ status: 412 });
    const { id: defaultAgentId } = done(await go('createAgent', { body: { name: 'Desk' } }));
    done(await go('editSettings', { body: { defaultAgentId, defaultLanguage: 'de' } }));
    expect(await go('getSettings')).toMatchObject({
      body: { timezone: 'Europe/Berlin', defaultLanguage: 'de', defaultAgentId },
    });
    expect(await go('editSettings', { body: { defaultAgentId: null } })).toMatchObject({
      body: { timezone: 'Europe/Berlin', defaultAgentId: null },
    });
    const { language } = done(await go('createAgent', { body: { name: 'Speaks like all' } }));
    expect(language).toBe('de');
  });
});

test('two simultaneous first changes are both kept', async () => {
  const { byKey: go, byPath: asAdmin } = await aPlace(berth, account);
  const answers = await Promise.all([
    go('editSettings', { body: { timezone: 'Europe/Berlin' } }),
    asAdmin('editSettings', { body: { defaultLanguage: 'fr' } }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(await go('getSettings')).toMatchObject({
    body: { timezone: 'Europe/Berlin', defaultLanguage: 'fr' },
  });
});

test.each([
  [{ timezone: 'Mars/Olympus' }, 'timezone'],
  [{ timezone: '+01:00' }, 'timezone'],
  [{ timezone: null }, 'timezone'],
  [{ defaultLanguage: 'x' }, 'defaultLanguage'],
  [{ defaultAgentId: 'agt_01JD3Z0M603B6D8F1H4K7N0Q3T' }, 'defaultAgentId'],
  [{ timezone: 'UTC', theme: 'dark' }, 'theme'],
  [{}, ''],
])('%j is refused as settings', async (body, path) => {
  const { byKey: go } = await aPlace(berth, account);
  const before = await berth.items();
  expect(await go('editSettings', { body: body as never })).toAnswer(422, { errors: [{ path }] });
  expect(await berth.items()).toEqual(before);
});
