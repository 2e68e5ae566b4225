import * as z from 'zod/mini';
import { operations } from '../../lib/api/index.ts';
import type { Operation } from '../../lib/api/operation.ts';
import { RequestInstant } from '../../lib/api/schemas/instant.ts';
import { aBerth } from '../setup/berth.ts';

const berth = await aBerth();

test.each([
  ['2026-11-01T00:00:00Z', '2026-11-01T00:00:00.000Z'],
  ['2026-11-01T00:00:00+00:00', '2026-11-01T00:00:00.000Z'],
  ['2026-11-01T00:00:00-00:00', '2026-11-01T00:00:00.000Z'],
  ['2026-11-01t00:00:00z', '2026-11-01T00:00:00.000Z'],
  ['2026-11-01T05:45:00+05:45', '2026-11-01T00:00:00.000Z'],
  ['2026-10-31T16:30:00-07:30', '2026-11-01T00:00:00.000Z'],
  ['2026-11-01T23:59:00+23:59', '2026-11-01T00:00:00.000Z'],
  ['2026-11-01T00:00:00.1Z', '2026-11-01T00:00:00.100Z'],
  ['2026-11-01T00:00:00.12+00:00', '2026-11-01T00:00:00.120Z'],
  ['2026-11-01T00:00:00.123Z', '2026-11-01T00:00:00.123Z'],
  ['2026-11-01T00:00:00.123456Z', '2026-11-01T00:00:00.123Z'],
  ['2026-11-01T00:00:00.123456789z', '2026-11-01T00:00:00.123Z'],
  ['2024-02-29T12:00:00Z', '2024-02-29T12:00:00.000Z'],
  ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
  ['1970-01-01T00:00:00Z', '1970-01-01T00:00:00.000Z'],
  ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
])('%s is accepted as %s', (given, taken) => {
  expect(RequestInstant.parse(given)).toBe(taken);
});

test.each([
  '',
  '2026-11-01',
  '2026-11-01T00:00:00',
  '2026-11-01T00:00Z',
  '2026-11-01 00:00:00Z',
  '2026-11-01T00:00:00 02:00',
  '2026-11-01T24:00:00Z',
  '2026-11-01T00:60:00Z',
  '2026-11-01T00:00:61Z',
  '2026-11-01T00:00:00.Z',
  '2026-11-01T00:00:00+0000',
  '2026-11-01T00:00:00+24:00',
  '2026-11-01T00:00:00+00',
  '2026-02-29T00:00:00Z',
  '2026-04-31T00:00:00Z',
  '2026-13-01T00:00:00Z',
  '2026-00-01T00:00:00Z',
  '2026-1-1T00:00:00Z',
  '+002026-11-01T00:00:00Z',
  '1969-12-31T23:59:59Z',
  '1970-01-01T00:00:00+00:01',
  '9999-12-31T23:59:59-00:01',
  '1793491200',
  'yesterday',
  `2026-11-01T00:00:00.${'0'.repeat(100)}Z`,
  '２０２６-11-01T00:00:00Z',
])('%j is not an instant', (given) => {
  expect(RequestInstant.safeParse(given).success).toBe(false);
});

test.each([
  // With a `+` that was not encoded in the query.
  ['2026-11-01T02:00:00.5 02:00', '2026-11-02t00:00:00z'],
  ['2026-11-01T02:00:00.5+02:00', '2026-11-01T20:00:00-04:00'],
])('usage accepts an instant in any form, such as %s, and answers in UTC', async (from, to) => {
  const { key } = await berth.aPlace();
  const query = { granularity: 'day', from, to };
  expect(await berth.call('getUsage', { as: key, query })).toAnswer(200, {
    from: '2026-11-01T00:00:00.000Z',
    to: '2026-11-02T00:00:00.000Z',
  });
});

test('no field of a body takes a space for a plus', () => {
  const given = { from: '2026-11-01T00:00:00 02:00', expiresAt: '2026-11-01T00:00:00 02:00' };
  const paths = Object.values<Operation>(operations).flatMap(({ body }) =>
    (body?.safeParse(given).error?.issues ?? [])
      .filter(({ code }) => code !== 'unrecognized_keys')
      .map(({ path }) => path.join('.')),
  );
  const takers = Object.values<Operation>(operations).filter(
    ({ body }) => body instanceof z.ZodMiniObject && ('from' in body.shape || 'expiresAt' in body.shape),
  );
  expect(takers.length).toBeGreaterThan(2);
  expect(paths.filter((path) => path === 'from' || path === 'expiresAt')).toHaveLength(takers.length);
});
