import { operations } from '../../lib/api/index.ts';
import { aBerth, asAdmin, done } from '../setup/berth.ts';
import { everyItem } from '../setup/every-item.ts';
import { aTelephoneNumber } from '../setup/resources.ts';
import { sentAs } from '../setup/scene.ts';
import { senderTo } from '../setup/send.ts';
import { expectSound } from '../setup/sound.ts';
import { meanwhile } from './meanwhile.ts';
import { aPlace, type Place } from './ways.ts';

const berth = await aBerth();
const send = senderTo(berth.origin);
const account = await berth.anAccount();
const NDJSON = 'application/x-ndjson';
const CSV = 'text/csv';

async function aCampaign(place?: Place) {
  const { byKey: go, environment } = place ?? (await aPlace(berth, account));
  const e164 = aTelephoneNumber();
  const { id: agentId } = done(await go('createAgent', { body: { name: `for ${e164}` } }));
  const { id: numberId } = done(await go('createNumber', { body: { e164 } }));
  const campaign = done(await go('createCampaign', { body: { name: 'Spring', agentId, numberId } }));
  const params = { campaignId: campaign.id };
  return {
    params,
    go,
    upload: (body: string | Buffer, type = NDJSON, headers = {}) =>
      send({ ...sentAs('replaceContacts', environment.key, { params, body, type }), headers }),
    contacts: async (query = {}) => done(await go('listContacts', { params, query })),
    campaign: async () => done(await go('getCampaign', { params })),
  };
}

const contact = (n: number) => ({ e164: `+4930${20_000_000 + n}`, name: `Contact ${n}` });
const many = (count: number, from = 0) => Array.from({ length: count }, (_, n) => contact(from + n));
const ndjson = (contacts: readonly object[]) => contacts.map((one) => JSON.stringify(one)).join('\n');

test.each(Object.entries(operations.replaceContacts.upload.examples))(
  'contacts are accepted as %s, as the documents show',
  async (type, example) => {
    const { upload, contacts } = await aCampaign();
    expect(await upload(example, type)).toAnswer(200, { contactCount: 2 });
    expect(await contacts()).toEqual({
      items: [
        { e164: '+14155550101', name: 'Ada Lovelace' },
        { e164: '+442079460958', name: null },
      ],
      nextCursor: null,
    });
  },
);

test('a CSV may have a byte order mark, CRLF, quotation marks, other columns first and blank lines', async () => {
  const { upload, contacts } = await aCampaign();
  const csv = '\ufeffname , e164\r\n"Lovelace, ""Ada""",+14155550101\r\n\r\n,+14155550102\r\n';
  expect(await upload(csv, `${CSV}; charset=utf-8`)).toMatchObject({ status: 200 });
  expect((await contacts()).items).toEqual([
    { e164: '+14155550101', name: 'Lovelace, "Ada"' },
    { e164: '+14155550102', name: null },
  ]);
});

test('an upload replaces the one before, whether it is longer or shorter', async () => {
  const { upload, contacts, campaign } = await aCampaign();
  for (const count of [130, 251, 3]) {
    expect(await upload(ndjson(many(count)))).toAnswer(200, { contactCount: count });
    expect((await contacts({ limit: 100 })).items).toEqual(many(Math.min(100, count)));
    expect((await campaign()).contactCount).toBe(count);
    await expectSound(berth);
  }
});

test('10,000 contacts are accepted and paged through in their order', async () => {
  const { upload, contacts } = await aCampaign();
  const all = many(10_000);
  expect(await upload(ndjson(all))).toAnswer(200, { contactCount: 10_000 });
  expect(await everyItem(100, contacts)).toEqual(all);
});

test('an upload with one contact or one byte too many is refused as a whole', async () => {
  const { upload, campaign } = await aCampaign();
  done(await upload(ndjson(many(2))));
  expect(await upload(ndjson(many(10_001)))).toBeRefused(422, 'invalid_input');
  const line = JSON.stringify(contact(1));
  const most = 2 * 1024 * 1024;
  expect(await upload(line.padEnd(most))).toAnswer(200, { contactCount: 1 });
  expect(await upload(line.padEnd(most + 1))).toMatchObject({ status: 413 });
  expect((await campaign()).contactCount).toBe(1);
});

test('each bad line is reported by its number, at most ten with the total, and nothing changes', async () => {
  const { upload, contacts } = await aCampaign();
  done(await upload(ndjson(many(2))));
  const before = await berth.items();
  const lines = [
    JSON.stringify(contact(1)),
    'not JSON',
    '',
    '{"e164":"+1"}',
    '{"e164":"+15551234567"}',
    '{"name":"no number"}',
    JSON.stringify(contact(1)),
    JSON.stringify({ ...contact(2), age: 5 }),
    JSON.stringify({ ...contact(3), name: 5 }),
    '[]',
    '{"e164":"+14155550101","e164":"+14155550102"}',
    ...Array.from({ length: 89 }, () => '{'),
  ];
  const refused = await upload(lines.join('\n'));
  expect(refused).toBeRefused(422, 'invalid_input', { errorCount: 98 });
  expect(refused.body['errors']).toEqual([
    { path: '2', message: 'is not valid JSON, or contains a name twice' },
    { path: '4.e164', message: 'must be a telephone number in E.164 form, such as +14155550100' },
    { path: '5.e164', message: 'is not a telephone number that exists' },
    { path: '6.e164', message: 'is required' },
    { path: '7.e164', message: 'is already on line 1' },
    { path: '8.age', message: 'is not a known field' },
    { path: '9.name', message: 'must be a string' },
    { path: '10', message: 'must be an object' },
    { path: '11', message: 'is not valid JSON, or contains a name twice' },
    { path: '12', message: 'is not valid JSON, or contains a name twice' },
  ]);
  expect(await berth.items()).toEqual(before);
  expect((await contacts()).items).toEqual(many(2));
});

test.each([
  ['one field too many', 'e164,name\n+14155550101,Ada,x', '2', 'must have as many fields as the first line'],
  [
    'an invalid number, after a field of two lines',
    'e164,name\r\n\r\n+14155550101,"A\r\nB"\r\n5,',
    '5.e164',
    'must be a telephone number in E.164 form, such as +14155550100',
  ],
])('a CSV with %s is refused, by its line', async (_, csv, path, message) => {
  const { upload } = await aCampaign();
  const { status, body } = await upload(csv, CSV);
  expect({ status, errors: body['errors'] }).toEqual({
    status: 422,
    errors: expect.arrayContaining([{ path, message }]) as unknown,
  });
});

test('a CSV with too many rows is refused as soon as there is one too many, and not read to its end', async () => {
  const { upload } = await aCampaign();
  const rows = `e164\n${'+14155550101\n'.repeat(10_001)}`;
  const tooMany = { detail: 'The body must have at most 10000 lines. Nothing was changed.' };
  expect(await upload(rows, CSV)).toBeRefused(422, 'invalid_input', tooMany);
  expect(await upload(`${rows}a"b`, CSV)).toBeRefused(422, 'invalid_input', tooMany);
});

test('an upload of another type or a compressed one is refused', async () => {
  const { upload } = await aCampaign();
  expect(await upload('{}', 'application/json')).toMatchObject({ status: 415 });
  expect(await upload('{}', NDJSON, { 'content-encoding': 'gzip' })).toMatchObject({ status: 415 });
});

test('a reader sees one upload as a whole, and its cursor does not work for another', async () => {
  const { upload, go, params, contacts } = await aCampaign();
  const sets = [many(300), many(200, 1000)];
  done(await upload(ndjson(sets[0] ?? [])));
  const progress = { uploading: true };
  const uploads = (async () => {
    for (let n = 1; n <= 6; n += 1) done(await upload(ndjson(sets[n % 2] ?? [])));
    progress.uploading = false;
  })();
  const mixed: unknown[] = [];
  let read = 0;
  while (progress.uploading) {
    const seen: unknown[] = [];
    let { items, nextCursor } = await contacts({ limit: 100 });
    seen.push(...items);
    while (nextCursor !== null) {
      const page = await go('listContacts', { params, query: { limit: 100, cursor: nextCursor } });
      if (page.body.code === 'invalid_cursor') break;
      ({ items, nextCursor } = done(page));
      seen.push(...items);
    }
    read += 1;
    const whole = sets.some((set) => JSON.stringify(set.slice(0, seen.length)) === JSON.stringify(seen));
    if (!whole) mixed.push(seen);
  }
  await uploads;
  expect(read).toBeGreaterThan(0);
  expect(mixed).toEqual([]);
  const { nextCursor } = await contacts({ limit: 1 });
  done(await upload(ndjson(many(3))));
  const query = { cursor: nextCursor ?? '' };
  expect(await go('listContacts', { params, query })).toBeRefused(400, 'invalid_cursor');
});

test('an upload between a reader’s look at the campaign and at its contacts is seen as a whole', async () => {
  const { upload, contacts } = await aCampaign();
  done(await upload(ndjson(many(300))));
  const other = many(200, 1000);
  const page = await meanwhile(
    berth,
    'BatchGet',
    async () => done(await upload(ndjson(other))),
    () => contacts({ limit: 100 }),
  );
  expect(page.items).toEqual(other.slice(0, 100));
  const { items } = await contacts({ limit: 100, cursor: page.nextCursor ?? '' });
  expect(items).toEqual(other.slice(100));
});

test('a deleted campaign loses its contacts', async () => {
  const { upload, go, params } = await aCampaign();
  done(await upload(ndjson(many(130))));
  done(await go('deleteCampaign', { params }));
  expect(await go('listContacts', { params })).toMatchObject({ status: 404 });
  await expectSound(berth);
});

test('If-Match applies to an upload, which makes a new version of the campaign', async () => {
  const { upload } = await aCampaign();
  expect(await upload(ndjson(many(1)), NDJSON, { 'if-match': '"7"' })).toMatchObject({ status: 412 });
  const answer = await upload(ndjson(many(1)), NDJSON, { 'if-match': '"1"' });
  expect(answer).toMatchObject({ status: 200, headers: { etag: '"2"' } });
});

test('the audit trail records how many contacts there are, and not who', async () => {
  const { upload, params } = await aCampaign();
  done(await upload(ndjson(many(2))));
  const { items } = done(
    await berth.call('listAuditEvents', { ...asAdmin(account), query: { targetId: params.campaignId } }),
  );
  expect(items[0]).toMatchObject({
    action: 'campaign.contacts_replaced',
    before: { contactCount: 0 },
    after: { contactCount: 2 },
  });
  expect(JSON.stringify(items)).not.toContain(contact(0).e164);
});
