import { aBerth, done } from '../setup/berth.ts';
import { aTelephoneNumber } from '../setup/resources.ts';
import { aPlace } from './ways.ts';

const berth = await aBerth();
const account = await berth.anAccount();

describe.each(['byKey', 'byPath'] as const)('numbers, %s', (way) => {
  test('can be added, read, listed, changed and removed', async () => {
    const { [way]: go } = await aPlace(berth, account);
    const e164 = aTelephoneNumber();
    const created = await go('createNumber', { body: { e164 } });
    expect(created).toAnswer(201, {
      id: expect.stringMatching(/^num_/),
      e164,
      label: '',
      inboundAgentId: null,
    });
    const params = { numberId: created.body.id };
    expect(await go('getNumber', { params })).toAnswer(200, created.body);
    const { id: inboundAgentId } = done(await go('createAgent', { body: { name: 'Desk' } }));
    const edit = (body: object) => go('editNumber', { params, body });
    expect(await edit({ inboundAgentId, label: 'Main' })).toAnswer(200, { inboundAgentId, label: 'Main' });
    expect(await edit({ e164: aTelephoneNumber() })).toMatchObject({ status: 422 });
    expect(await edit({ inboundAgentId: null })).toAnswer(200, { inboundAgentId: null, label: 'Main' });
    expect(done(await go('listNumbers')).items).toMatchObject([{ id: params.numberId }]);
    expect(await go('deleteNumber', { params })).toMatchObject({ status: 204 });
    expect(await go('getNumber', { params })).toMatchObject({ status: 404 });
    expect(await go('createNumber', { body: { e164 } })).toMatchObject({ status: 201 });
  });
});

test('a telephone number belongs to one environment of an account, and other accounts do not affect it', async () => {
  const [one, sibling, stranger] = [
    await aPlace(berth, account),
    await aPlace(berth, account),
    await aPlace(berth),
  ];
  const body = { e164: aTelephoneNumber() };
  const { id } = done(await one.byKey('createNumber', { body }));
  const foreign = done(await stranger.byKey('createNumber', { body }));
  expect(foreign).toMatchObject({ e164: body.e164 });
  for (const { byKey: go } of [one, sibling, stranger]) {
    const before = await berth.items();
    const refused = await go('createNumber', { body });
    expect(refused).toBeRefused(409, 'number_taken');
    expect(JSON.stringify(refused.body)).not.toMatch(/num_|env_|acc_/);
    expect(await berth.items()).toEqual(before);
  }
  expect(await one.byKey('deleteNumber', { params: { numberId: id } })).toMatchObject({ status: 204 });
  expect(await sibling.byKey('createNumber', { body })).toMatchObject({ status: 201 });
  expect(await stranger.byKey('getNumber', { params: { numberId: foreign.id } })).toAnswer(200, foreign);
});

test('when eight environments of an account add one number at once, one gets it', async () => {
  const places = await Promise.all(Array.from({ length: 8 }, () => aPlace(berth, account)));
  const body = { e164: aTelephoneNumber() };
  const answers = await Promise.all(places.map(({ byKey: go }) => go('createNumber', { body })));
  expect(answers.map(({ status }) => String(status)).toSorted()).toEqual([
    '201',
    ...Array.from({ length: 7 }, () => '409'),
  ]);
});

test.each([
  ['without a plus', '4930123456'],
  ['with spaces', '+49 30 123456'],
  ['with the national 0', '+4401632960001'],
  ['of no country', '+99912345678'],
  ['of an area that does not exist', '+15551234567'],
  ['too short', '+4930'],
  ['too long', '+49301234567890123'],
  ['with letters', '+1415555CALL'],
])('a number %s is refused', async (_, e164) => {
  const { byKey: go } = await aPlace(berth, account);
  expect(await go('createNumber', { body: { e164 } })).toBeRefused(422, 'invalid_input', {
    errors: [{ path: 'e164' }],
  });
});
