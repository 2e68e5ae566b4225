import { gzipSync } from 'node:zlib';
import { aBerth, done } from '../setup/berth.ts';
import { senderTo } from '../setup/send.ts';
import { someResources } from '../setup/resources.ts';
import { sentAs } from '../setup/scene.ts';

const berth = await aBerth();
const send = senderTo(berth.origin);
const { key } = await berth.aPlace();
const { campaignId } = await someResources(berth, key);
const CSV = 'text/csv';
const NDJSON = 'application/x-ndjson';

const put = (body?: string | Buffer, type?: string, query = {}) =>
  send(
    sentAs('replaceContacts', key, {
      params: { campaignId },
      query,
      ...(body !== undefined && { body }),
      ...(type !== undefined && { type }),
    }),
  );
const contacts = async () =>
  done(await berth.call('listContacts', { as: key, params: { campaignId } })).items;

const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');
const NAMES = /^must name the fields, separated by commas: e164 \(required\), name/;
const IS_CSV = /expected CSV whose first line names the fields: e164,name$/;
const IS_NDJSON = /expected a JSON object on each line, with the fields e164, name$/;

test.each<[string, string | Buffer, string, string, RegExp]>([
  ['contacts without the line of names', '+14155550103,Ada', CSV, '1', NAMES],
  ['two such', '+14155550103,Ada\r\n+14155550104,Bob\r\n', CSV, '1', NAMES],
  ['blank lines, then other names', '\n\n  \nphone,name\n+14155550103,Ada', CSV, '4', NAMES],
  ['names in capitals', 'E164,Name\n+14155550103,Ada', CSV, '1', NAMES],
  ['no column of numbers', 'name\nAda', CSV, '1', NAMES],
  ['an extra column', 'e164,name,age\n+14155550103,Ada,36', CSV, '1', NAMES],
  ['a column named __proto__', 'e164,__proto__\n+14155550103,5', CSV, '1', NAMES],
  ['an empty name of a column', 'e164,\n+14155550103,Ada', CSV, '1', NAMES],
  ['a repeated column', 'e164,name,e164\n+14155550103,Ada,', CSV, '1', /^must not have a column twice$/],
  ['semicolons', 'e164;name\n+14155550103;Ada', CSV, '1', /it has semicolons$/],
  ['tabs', 'e164\tname\n+14155550103\tAda', CSV, '1', /it has tabs$/],
  ['a line about the separator', 'sep=,\ne164,name\n+14155550103,Ada', CSV, '1', NAMES],
  ['prose', 'Dear all,\nplease find attached\n', CSV, '1', NAMES],
  [
    'a quotation mark never closed',
    'e164,name\n\n+14155550103,"Ada\n+14155550104,Bob',
    CSV,
    '3',
    /never closed/,
  ],
  ['a quotation mark in a field', 'e164,name\n+14155550103,A"da\n', CSV, '2', /^is not valid CSV/],
  ['a mark within quotes', 'e164,name\n+14155550103,"A"da"\n', CSV, '2', /^is not valid CSV/],
  ['Latin-1', Buffer.from('e164,name\n+14155550103,Jos\xe9\n', 'latin1'), CSV, '2', /^must be UTF-8 text/],
  ['UTF-16', utf16('e164,name\n+14155550103,Ada'), CSV, '1', IS_CSV],
  ['UTF-16 without a mark', utf16('e164,name\n').subarray(2), CSV, '1', IS_CSV],
  ['a JSON array', '[{"e164":"+14155550103"}]', CSV, '1', IS_CSV],
  ['JSON lines', '{"e164":"+14155550103"}\n', CSV, '1', /application\/x-ndjson/],
  ['HTML', '<!doctype html><title>Sign in</title>', CSV, '1', IS_CSV],
  ['XML behind a byte order mark', '\ufeff<?xml version="1.0"?>', CSV, '1', IS_CSV],
  ['a spreadsheet', Buffer.from('PK\x03\x04\x14\x00\x06\x00', 'latin1'), CSV, '1', /\.xlsx/],
  ['an old spreadsheet', Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1', 'latin1'), CSV, '1', /\.xls\)/],
  ['a PDF', '%PDF-1.7\n%', CSV, '1', /a PDF/],
  ['gzip', gzipSync('e164,name\n'), CSV, '1', /gzip/],
  ['bytes', Buffer.from([1, 2, 0, 3]), CSV, '1', IS_CSV],
  ['a JSON array as JSON lines', '[\n{"e164":"+14155550103"}\n]', NDJSON, '1', IS_NDJSON],
  ['CSV as JSON lines', 'e164,name\n+14155550103,Ada', NDJSON, '1', IS_NDJSON],
  ['JSON over several lines', '{\n  "e164": "+14155550103"\n}', NDJSON, '1', /^is not valid JSON/],
  [
    'one enclosing object',
    '{"contacts":[{"e164":"+14155550103"}]}',
    NDJSON,
    '1.contacts',
    /not a known field/,
  ],
  ['a web page as JSON lines', '<html></html>', NDJSON, '1', IS_NDJSON],
])('%s: not taken for contacts, and none is lost', async (_, body, type, where, expected) => {
  const before = await berth.items();
  const refused = await put(body, type);
  expect(refused).toBeRefused(422, 'invalid_input');
  const errors = refused.body['errors'] as { path: string; message: string }[];
  expect(errors).toContainEqual({ path: where, message: expect.stringMatching(expected) as string });
  expect(await berth.items()).toEqual(before);
});

test.each([
  ['empty CSV', '', CSV],
  ['empty JSON lines', '', NDJSON],
  ['blank lines', '\n \r\n', CSV],
  ['blank JSON lines', ' \n', NDJSON],
  ['a byte order mark', '\ufeff', CSV],
  ['the line of names alone', 'e164,name\n', CSV],
])('%s removes no contact, unless it is asked to', async (_, body, type) => {
  const one = [{ e164: '+14155550101', name: null }];
  const whole = await put('e164\n+14155550101', CSV);
  expect(whole).toAnswer(200, { contactCount: 1 });
  const refused = await put(body, type);
  expect(refused).toBeRefused(422, 'invalid_input');
  expect(refused.body['detail']).toContain('empty=true');
  expect(await put(body, type, { empty: 'false' })).toMatchObject({ status: 422 });
  expect(await contacts()).toEqual(one);
  expect(await put(body, type, { empty: 'true' })).toAnswer(200, { contactCount: 0 });
  expect(await contacts()).toEqual([]);
});

test('an empty upload without a body removes all contacts, and one with contacts is refused', async () => {
  done(await put('e164\n+14155550101', CSV));
  const refused = await put('e164\n+14155550102', CSV, { empty: 'true' });
  expect(refused).toAnswer(422, { errors: [{ path: 'empty' }] });
  expect(await contacts()).toHaveLength(1);
  expect(await put(undefined, undefined, { empty: 'true' })).toMatchObject({ status: 200 });
  expect(await contacts()).toEqual([]);
});

test.each(['\n', '\r\n', '\r'])('lines may end with %j, and the last one without', async (end) => {
  const csv = ['e164,name', '+14155550101,Ada', '', '"+14155550102","O""Neil, Bob"'].join(end);
  const lines = [
    '{"e164":"+14155550101","name":"Ada"}',
    '',
    '{"e164":"+14155550102","name":"O\\"Neil, Bob"}',
  ];
  for (const [body, type] of [
    [csv, CSV],
    [csv + end, CSV],
    [lines.join(end), NDJSON],
  ] as const) {
    expect(await put(body, type)).toAnswer(200, { contactCount: 2 });
    expect(await contacts()).toEqual([
      { e164: '+14155550101', name: 'Ada' },
      { e164: '+14155550102', name: 'O"Neil, Bob' },
    ]);
  }
});
