import { request } from 'node:http';
import type { LookupFunction } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The body, if it is JSON. */
  readonly body: any; // oxlint-disable-line typescript/no-explicit-any -- each test knows what it asked for
}

/** Asks the API. @param credential an access token or an API key */
export type Ask = (route: string, options?: { credential?: string; body?: unknown }) => Promise<Answer>;

/** Every name below localhost means this machine, but not every resolver knows that. */
const thisMachine: LookupFunction = (_name, options, done) =>
  options.all
    ? (done as unknown as (error: null, addresses: object[]) => void)(null, [
        { address: '127.0.0.1', family: 4 },
      ])
    : done(null, '127.0.0.1', 4);

/** A client of the API at an address like http://1a2b3c4d.execute-api.localhost:4566. */
export const client =
  (gateway: string): Ask =>
  (route, { credential, body } = {}) => {
    const [method, path] = route.split(' ');
    return new Promise((resolve, reject) => {
      const sent = request(
        new URL(path ?? '/', gateway),
        {
          method,
          lookup: thisMachine,
          timeout: 30_000,
          headers: {
            ...(credential !== undefined && { authorization: `Bearer ${credential}` }),
            ...(body !== undefined && { 'content-type': 'application/json' }),
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString();
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: parsed(text) });
          });
        },
      );
      sent.on('timeout', () => sent.destroy(new Error(`${route} was not answered`)));
      sent.on('error', reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  };

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}
