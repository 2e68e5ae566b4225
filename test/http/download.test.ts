import { parse } from 'csv-parse/sync';
import * as z from 'zod/mini';
import { fileOf } from '../../lib/http/files/download.ts';

const line = z.object({ name: z.string(), note: z.optional(z.nullable(z.string())), count: z.number() });
const bodyOf = (...items: object[]) =>
  fileOf({ line, fileName: 'things.csv', example: '' }, { items, nextCursor: null }).body;

test('a list without items is the line of names', () => {
  expect(bodyOf()).toBe('name,note,count\r\n');
});

test('cells with commas, quotes and line ends are quoted, and quotes doubled', () => {
  expect(
    bodyOf({ name: 'a,b', note: 'say "hello"', count: 1 }, { name: 'a\r\nb', note: null, count: 0.5 }),
  ).toBe('name,note,count\r\n"a,b","say ""hello""",1\r\n"a\r\nb",,0.5\r\n');
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '=1,2', '="a"', '=HYPERLINK("x","y")', '+1,"2"'])(
  'text that begins like a formula stays text: %j',
  (name) => {
    const [, cells] = parse(bodyOf({ name, count: -1 }) ?? '', { record_delimiter: '\r\n' });
    expect(cells).toEqual([`'${name}`, '', '-1']);
  },
);

test('a field that the row does not have is not sent', () => {
  expect(bodyOf({ name: 'a', count: 1, secret: 's' })).toBe('name,note,count\r\na,,1\r\n');
  expect(() => bodyOf({ name: 1, count: 1 })).toThrow('invalid_type');
});
