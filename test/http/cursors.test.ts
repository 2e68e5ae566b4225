import { crc32 } from 'node:zlib';
import { operations, routes, type OperationId } from '../../lib/api/index.ts';
import type { Operation } from '../../lib/api/operation.ts';
import { aBerth, done } from '../setup/berth.ts';
import { aFilledScene } from '../setup/filled-scene.ts';
import { requestsIn, rightCredential, sentAs } from '../setup/scene.ts';
import { senderTo, type Answered } from '../setup/send.ts';

const berth = await aBerth();
const send = senderTo(berth.origin);
const scene = await aFilledScene(berth);
const requests = requestsIn(scene);

type Query = Readonly<Record<string, string>>;

const ask = (id: OperationId, query: Query, as = rightCredential(id, scene)) =>
  send(sentAs(id, as, { ...requests[id], query: { ...requests[id].query, ...query } }));

/** Every operation that takes a cursor. Those for two kinds of call appear once for each. */
const lists = routes
  .filter(({ query }) => query?.safeParse({ cursor: 'x' }).success)
  .flatMap(({ id, query }): { id: OperationId; filter: Query }[] => [
    { id, filter: {} },
    ...(query?.safeParse({ status: 'ended' }).success ? [{ id, filter: { status: 'ended' } }] : []),
  ]);

/** How many bytes before the position identify the list. */
const HASH = 8;

/** Takes a cursor apart and puts another one together, as anyone can. */
const partsOf = (cursor: string) => {
  const bytes = Buffer.from(cursor, 'base64url');
  return { list: bytes.subarray(0, HASH), position: bytes.subarray(HASH, -4) };
};
function forged(list: Buffer, position: Buffer): string {
  const content = Buffer.concat([list, position]);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(content));
  return Buffer.concat([content, checksum]).toString('base64url');
}

async function cursorOf(id: OperationId, filter: Query): Promise<string> {
  const answer = await ask(id, { ...filter, limit: '1' });
  expect({ id, status: answer.status }).toEqual({ id, status: 200 });
  const cursor = answer.headers['next-cursor'] ?? answer.body['nextCursor'];
  expect(cursor).toEqual(expect.any(String));
  return String(cursor);
}

/** The items of an answer, each as text. */
const itemsIn = ({ body, text }: Answered, { download }: Operation): string[] =>
  download === undefined
    ? (body['items'] as object[]).map((item) => JSON.stringify(item))
    : text.split('\r\n').slice(1, -1);

/** Positions that anyone can make up, next to a right one. */
function madeUp(position: Buffer): Buffer[] {
  const text = position.toString();
  const range = text.slice(0, Math.max(text.lastIndexOf('#'), text.indexOf('_')) + 1);
  const texts = [
    range,
    `${range}!`,
    `${range}0`,
    `${range}~`,
    `${range}\u{10ffff}`,
    `${text}0`,
    `${text} `,
    `${text}\0`,
    text.slice(0, -1),
    text.slice(1),
    text.toLowerCase(),
    `\ufeff${text}`,
    `${range}${'x'.repeat(1_024)}`,
    `${range}${'x'.repeat(4_000)}`,
    range + 'x'.repeat(1_024 - range.length),
    range + 'é'.repeat(600),
    '\0',
    ' ',
    '-1',
    '00',
    ' 0',
    '0x0',
    '1e0',
    '1.5',
    'NaN',
    '9007199254740993',
    'ACCOUNT',
    'ZZZZ',
    '\u{10ffff}',
    'GATE',
    'CALL#',
    'CALL#2000-01-01T00:00:00.000Z',
    'SETTINGS',
    'constructor',
    '__proto__',
  ];
  const bytes = [[0xff], [0xc3], [0xed, 0xa0, 0x80], [...position, 0xff], [0xc0, 0x80]].map((raw) =>
    Buffer.from(raw),
  );
  return [...texts.map((made) => Buffer.from(made)), ...bytes];
}

describe.each(lists)('$id $filter', ({ id, filter }) => {
  test('a cursor with a made-up position leads to items of this list, or is refused', async () => {
    const whole = itemsIn(await ask(id, filter), operations[id]);
    const cursor = await cursorOf(id, filter);
    const { list, position: genuine } = partsOf(cursor);
    expect(forged(list, genuine)).toBe(cursor);
    const positions = madeUp(genuine);
    const answers = await Promise.all(
      positions.map((position) => ask(id, { ...filter, cursor: forged(list, position) })),
    );
    for (const [at, answer] of answers.entries()) {
      const made = positions[at]?.toString('latin1').slice(0, 80);
      const items = answer.status === 200 ? itemsIn(answer, operations[id]) : [];
      expect({
        made,
        code: answer.body['code'],
        strangers: items.filter((item) => !whole.includes(item)),
      }).toEqual({ made, code: answer.status === 200 ? undefined : 'invalid_cursor', strangers: [] });
    }
  });

  test('a cursor of another form, or for another list, is refused', async () => {
    const cursor = await cursorOf(id, filter);
    const bytes = Buffer.from(cursor, 'base64url');
    const { list, position } = partsOf(cursor);
    const ofAnother = Buffer.from(list);
    ofAnother[0] = (ofAnother[0] ?? 0) ^ 1;
    // Every list checks a cursor in the same way, so each tries one letter of seven, and all lists together try each place.
    const altered = [...cursor].flatMap((letter, at) =>
      at % 7 === lists.findIndex((one) => one.id === id) % 7
        ? [[cursor.slice(0, at), letter === 'A' ? 'B' : 'A', cursor.slice(at + 1)].join('')]
        : [],
    );
    const others = [
      ...altered,
      forged(ofAnother, position),
      forged(Buffer.alloc(HASH), position),
      forged(list, Buffer.alloc(0)),
      cursor.slice(1),
      cursor.slice(0, -1),
      `${cursor}A`,
      `${cursor}AA`,
      bytes.subarray(HASH).toString('base64url'),
      bytes.subarray(0, HASH).toString('base64url'),
      bytes.subarray(0, HASH - 1).toString('base64url'),
      `${cursor}=`,
      `${cursor}==`,
      `${cursor}!`,
      ` ${cursor}`,
      bytes.toString('hex'),
      'x'.repeat(6_000),
      '',
      'null',
      '%00',
      '+/+/',
    ];
    const answers = await Promise.all(others.map((tried) => ask(id, { ...filter, cursor: tried })));
    for (const [at, { status, body }] of answers.entries()) {
      const tried = others[at];
      expect({ tried, status, code: body['code'] }).toEqual({ tried, status: 400, code: 'invalid_cursor' });
    }
  });
});

test('a cursor works only for its own list', async () => {
  const cursor = await cursorOf('listUsers', {});
  expect((await ask('listUsers', { cursor })).status).toBe(200);
  for (const id of ['listEnvironments', 'listInvitations', 'listAuditEvents'] as const) {
    expect((await ask(id, { cursor })).body['code']).toBe('invalid_cursor');
  }
  const body = { name: 'Second' };
  const second = done(await berth.call('createAccount', { as: scene.admin.token, body }));
  const params = { accountId: second.id };
  const elsewhere = sentAs('listUsers', scene.admin.token, { params, query: { cursor } });
  expect((await send(elsewhere)).body['code']).toBe('invalid_cursor');
});

test('a cursor works only for the same filter', async () => {
  for (const [id, filter] of [
    ['listEnvironments', { visible: 'true' }],
    ['listAuditEvents', { action: 'environment.created' }],
    ['listAuditEvents', { from: '2026-01-01T00:00:00Z' }],
    ['exportAuditEvents', { action: 'environment.created' }],
    ['listCalls', { direction: 'inbound' }],
    ['listCalls', { status: 'ended' }],
    ['exportCalls', { from: '2026-01-01T00:00:00Z' }],
  ] as const) {
    const cursor = await cursorOf(id, {});
    expect((await ask(id, { cursor })).status).toBe(200);
    expect((await ask(id, { cursor, ...filter })).body['code']).toBe('invalid_cursor');
  }
});
