import * as z from 'zod/mini';
import { boundedText } from './text.ts';

/** An instant as it is answered: ISO 8601, UTC, milliseconds. */
export const Instant = z.iso
  .datetime({ precision: 3 })
  .with(z.meta({ examples: ['2026-01-31T09:30:00.000Z'] }));

const RFC_3339 =
  /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(\.\d+)?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;
const MAX_CHARACTERS = 64;
/** From here on a year has five digits, and instants no longer sort as texts. */
const YEAR_10000 = Date.UTC(10_000, 0);

/** Milliseconds since the epoch; undefined for text that is no instant, such as one on 30 February. */
function parsed(text: string): number | undefined {
  const [, day, hour, minute, second, fraction = '', zone = ''] = RFC_3339.exec(text) ?? [];
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (day === undefined || Number.isNaN(midnight)) return undefined;
  if (!new Date(midnight).toISOString().startsWith(day)) return undefined;
  // A leap second has no number of its own: it counts as the second after it.
  const leap = second === '60';
  const time = `${hour}:${minute}:${leap ? '59' : second}${fraction}`;
  return Date.parse(`${day}T${time}${zone.toUpperCase()}`) + (leap ? 1_000 : 0);
}

const instantRead = (read: (text: string) => number | undefined) =>
  z.pipe(
    boundedText(MAX_CHARACTERS).check(
      z.refine((text) => read(text) !== undefined, {
        error: 'must be an instant in the form of RFC 3339, such as 2026-01-31T09:30:00Z',
        abort: true,
      }),
      z.refine((text) => (read(text) ?? 0) >= 0, { error: 'must not be before 1970' }),
      z.refine((text) => (read(text) ?? 0) < YEAR_10000, { error: 'must not be after 9999' }),
      z.meta({ format: 'date-time', examples: ['2026-01-31T09:30:00Z'] }),
    ),
    z.transform((text) => new Date(read(text) ?? NaN).toISOString()),
  );

/**
 * An instant in a body: any form of RFC 3339, in any time zone and to any fraction of a second. It is converted to
 * the form of responses: UTC, milliseconds.
 */
export const RequestInstant = instantRead(parsed);

/** The same in a query, where a `+` that is not encoded is read as a space. */
export const QueryInstant = instantRead((text) => parsed(text.replace(' ', '+')));

/** Checks a query with a `from` and a `to`, both of which are optional. */
export const endsAfterItBegins = z.refine<{ from?: string | undefined; to?: string | undefined }>(
  ({ from, to }) => from === undefined || to === undefined || from < to,
  { path: ['to'], error: 'must be later than from' },
);
