import type { LookupFunction } from 'node:net';
import { senderTo } from '../setup/send.ts';

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
export function client(gateway: string): Ask {
  const send = senderTo(gateway, { lookup: thisMachine, timeout: 30_000 });
  return (route, { credential, body } = {}) => {
    const [method = '', path = '/'] = route.split(' ');
    return send({ method, path, as: credential, body });
  };
}
