import { lookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Agent, request } from 'undici';
import type { Outbound } from './outbound.ts';

/** How long a receiver may take to answer, in milliseconds. */
const ANSWER_WITHIN_MS = 10_000;
/** How much of a response is read, in bytes. The rest is not downloaded. */
const MAX_ANSWER_BYTES = 1_024;

class NotPublic extends Error {
  override readonly name = 'NotPublic';
}

/**
 * Sends to public addresses only. A name is resolved when the connection is made and its addresses are checked then, so
 * a name that changes between check and use can't lead inside. Redirects are not followed.
 * @param options.loopback also allows `http:` to this machine itself: for a laptop
 * @param options.resolve looks names up; by default as the system does
 * @param options.answerWithinMs how long a receiver may take; ten seconds by default
 */
export function publicOutbound({
  loopback = false,
  resolve = lookup,
  answerWithinMs = ANSWER_WITHIN_MS,
}: { loopback?: boolean; resolve?: typeof lookup; answerWithinMs?: number } = {}): Outbound {
  const allowed = (address: string) => isPublic(address) || (loopback && isLoopback(address));
  const agent = new Agent({
    connect: { lookup: checkedLookup(resolve, allowed), timeout: answerWithinMs },
    headersTimeout: answerWithinMs,
    bodyTimeout: answerWithinMs,
    pipelining: 0,
  });

  const refusal: Outbound['refusal'] = (text) => {
    const { protocol, hostname } = new URL(text);
    const host = hostname.replace(/^\[|\]$/g, '');
    const isHere = loopback && isIP(host) !== 0 && isLoopback(host);
    if (protocol !== 'https:' && !isHere) return 'must begin with https://';
    if (isIP(host) !== 0) return allowed(host) ? undefined : 'must lead to a public address';
    return isLocalName(host) ? 'must lead to a public address' : undefined;
  };

  return {
    refusal,
    async post(url, headers, body) {
      // An address that is written as a number is not looked up, so it is checked here.
      if (refusal(url) !== undefined) throw new NotPublic('the URL does not lead to a public address');
      const { statusCode, body: answer } = await request(url, {
        method: 'POST',
        dispatcher: agent,
        headers,
        body,
        signal: AbortSignal.timeout(answerWithinMs),
      });
      return { status: statusCode, body: await beginningOf(answer) };
    },
  };
}

/** Names that mean this machine or its network. */
const isLocalName = (host: string): boolean => {
  const name = host.replace(/\.$/, '');
  return !name.includes('.') || /(^|\.)(localhost|local|internal|home\.arpa)$/i.test(name);
};

/** Whether an address belongs to the public internet: no private, link-local, loopback, multicast, reserved or translated one. */
function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  // `process` turns an IPv4 address that is written as IPv6 into the IPv4 address.
  const meant = ipaddr.process(address);
  if (meant.range() !== 'unicast') return false;
  return meant instanceof ipaddr.IPv4 || meant.match(GLOBAL_UNICAST);
}

/** All public addresses of IPv6 are inside this range. Outside of it is, for example, `::127.0.0.1`. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

const isLoopback = (address: string): boolean =>
  ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback';

function checkedLookup(resolve: typeof lookup, allowed: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
      if (error !== null) return callback(error, '', 0);
      // One private address is enough to refuse all, because we do not control which of them is used.
      if (found.length === 0 || !found.every(({ address }) => allowed(address)))
        return callback(new NotPublic('the name does not lead to a public address'), '', 0);
      const [first] = found as [LookupAddress];
      if (options.all === true) (callback as unknown as (e: null, all: LookupAddress[]) => void)(null, found);
      else callback(null, first.address, first.family);
    });
  };
}

/** What has arrived of a body when it ends, breaks off or takes too long: the receiver's status is known by then. */
async function beginningOf(body: AsyncIterable<Buffer> & { destroy(): unknown }): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= MAX_ANSWER_BYTES) break;
    }
  } catch {
    // The rest will not come.
  }
  body.destroy();
  return Buffer.concat(chunks).subarray(0, MAX_ANSWER_BYTES).toString();
}
