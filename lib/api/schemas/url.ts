import * as z from 'zod/mini';

const MAX_LENGTH = 2_048;

/** The checks of a URL: that it is one, and that nothing in it would be dropped or disclosed. */
function parsed(text: string): URL | undefined {
  const url = URL.parse(text);
  return url ?? undefined;
}

/** Whether DNS could have a name of this length, or it is an address. */
const isHostName = (name: string): boolean =>
  name.length <= 253 && name.split('.').every((label) => label.length <= 63);

/**
 * Where a webhook is sent: `https:`, without credentials and without a fragment. `http:` passes here for a laptop's own
 * address; whether an address may be reached is decided where requests are sent.
 */
export const EndpointUrl = z.string().check(
  z.maxLength(MAX_LENGTH, { abort: true }),
  z.refine((text) => parsed(text) !== undefined && !/\s/.test(text), { error: 'must be a URL', abort: true }),
  z.refine((text) => /^https?:\/\//i.test(text), { error: 'must begin with https://', abort: true }),
  z.refine((text) => isHostName(parsed(text)?.hostname ?? ''), { error: 'must have a valid host name' }),
  z.refine((text) => parsed(text)?.username === '' && parsed(text)?.password === '', {
    error: 'must not contain a user name or password',
  }),
  z.refine((text) => !text.includes('#'), { error: 'must not contain a fragment' }),
  z.meta({ examples: ['https://example.com/berth'] }),
);
