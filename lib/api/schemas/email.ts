import * as z from 'zod/mini';
import { boundedText } from './text.ts';

/** RFC 5321: the lengths of a whole address, and of the part before the @. */
const MAX_CHARACTERS = 254;
const MAX_LOCAL_CHARACTERS = 64;

/**
 * The characters that a mail service accepts before the @: words of printable ASCII, without the characters that mean
 * something in a header.
 */
const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const DOMAIN = new RegExp(`^(?:${LABEL}\\.)+(?=[A-Za-z])${LABEL}$`);
/** Letters, digits, marks and hyphens of any language: the characters of a domain before it is converted to ASCII. */
const WRITTEN_DOMAIN = /^[\p{L}\p{N}\p{M}.-]+$/u;

const partsOf = (email: string): [local: string, domain: string] => {
  const at = email.lastIndexOf('@');
  return [email.slice(0, Math.max(0, at)), email.slice(at + 1)];
};

/**
 * A domain as the DNS has it, in lower case (`exämple.com` is `xn--exmple-cua.com`); undefined when it can't be one.
 */
function asciiDomain(domain: string): string | undefined {
  if (!WRITTEN_DOMAIN.test(domain)) return undefined;
  // Browsers and Node both convert domains to ASCII in their URLs.
  const { hostname } = URL.parse(`http://${domain}`) ?? {};
  return hostname !== undefined && DOMAIN.test(hostname) ? hostname : undefined;
}

/** An address with its domain in ASCII: one that is already in ASCII stays as it was written. */
function withAsciiDomain(email: string): string {
  const [local, domain] = partsOf(email);
  const ascii = asciiDomain(domain);
  return ascii === undefined || ascii === domain.toLowerCase() ? email : `${local}@${ascii}`;
}

function isDeliverable(email: string): boolean {
  const [local, domain] = partsOf(email);
  return (
    LOCAL.test(local) &&
    local.length <= MAX_LOCAL_CHARACTERS &&
    DOMAIN.test(domain) &&
    asciiDomain(domain) !== undefined
  );
}

const tooLong = { error: `must have at most ${MAX_CHARACTERS} characters`, abort: true };

/**
 * An email address as it is stored: NFKC, trimmed, its domain in ASCII, otherwise as written. Its length is checked
 * first, because the cost of normalizing grows with the square of a run of marks.
 */
export const Email = boundedText(MAX_CHARACTERS).check(
  z.normalize('NFKC'),
  z.trim(),
  z.overwrite(withAsciiDomain),
  z.maxLength(MAX_CHARACTERS, tooLong),
  z.refine(isDeliverable, { error: 'must be an email address, with only ASCII characters before the @' }),
  z.meta({ format: 'email', examples: ['ada@example.com'] }),
);

/**
 * The folded address: two addresses are the same when their folded forms are. Text that is not an address is only
 * converted to lower case.
 */
export const foldEmail = (email: string): string => {
  const parsed = Email.safeParse(email);
  return (parsed.success ? parsed.data : email).toLowerCase();
};
