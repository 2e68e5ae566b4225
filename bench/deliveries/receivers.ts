import { createServer, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

/** How a receiver behaves. */
export type Kind = 'good' | 'killed' | 'failing' | 'silent' | 'slow' | 'redirecting' | 'huge';

export const badKinds: readonly Kind[] = ['killed', 'failing', 'silent', 'slow', 'redirecting', 'huge'];

const SLOW_MS = 2_000;
const HUGE = 'x'.repeat(5_000_000);

const answers: Readonly<Record<Kind, (response: ServerResponse) => unknown>> = {
  good: (response) => response.writeHead(204).end(),
  killed: (response) => response.destroy(),
  failing: (response) => response.writeHead(500).end(),
  silent: () => {},
  slow: (response) =>
    void sleep(SLOW_MS, undefined, { ref: false }).then(() => response.writeHead(204).end()),
  redirecting: (response) => response.writeHead(308, { location: 'http://127.0.0.1:9/' }).end(),
  huge: (response) => response.writeHead(200).end(HUGE),
};

export interface Receiver {
  readonly url: string;
  /** When each event first came, by its id, in milliseconds of `performance.now()`. */
  readonly arrivals: ReadonlyMap<string, number>;
  /** Resolves when this many events have come. */
  got(count: number): Promise<void>;
  stop(): void;
}

/** @param keyOf the id of an event */
export async function aReceiver(kind: Kind, keyOf: (event: never) => string): Promise<Receiver> {
  const arrivals = new Map<string, number>();
  const came = new EventTarget();
  const server: Server = createServer((request, response) => {
    const at = performance.now();
    void json(request).then((event) => {
      const key = keyOf(event as never);
      if (!arrivals.has(key)) arrivals.set(key, at);
      answers[kind](response);
      came.dispatchEvent(new Event('request'));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    url,
    arrivals,
    async got(count) {
      while (arrivals.size < count) await once(came, 'request');
    },
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
