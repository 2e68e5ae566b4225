import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';

/** The answer to everything: a status, or none. Undefined is Berth's own answer. */
export type Answer = number | 'cut' | undefined;

/** A proxy in front of Berth that can delay and refuse requests. */
export interface Door {
  readonly origin: string;
  /** The method, path and `traceparent` of each request. */
  readonly asked: readonly { readonly request: string; readonly traceparent: unknown }[];
  /** Holds the next start of a call until it is released. */
  holdStart(): { readonly arrived: Promise<void>; release(): void };
  answerAll(answer: Answer): void;
  /** From now on each request takes this many milliseconds longer to reach Berth. */
  delayBy(milliseconds: number): void;
  /** Resolves after this many more requests have got another answer than Berth's. */
  refused(times: number): Promise<void>;
  /** Resolves after Berth has answered this many more requests of a kind. */
  answered(kind: (path: string) => boolean, times: number): Promise<void>;
  close(): void;
}

export async function doorTo(berth: string): Promise<Door> {
  const heard = new EventEmitter();
  const asked: { request: string; traceparent: unknown }[] = [];
  let always: Answer;
  let delay = 0;
  let held: { arrived: () => void; released: Promise<void> } | undefined;
  const forward = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url = '', headers } = request;
    asked.push({ request: `${method} ${url}`, traceparent: headers['traceparent'] });
    if (always !== undefined) {
      heard.emit('refused');
      if (always === 'cut') response.destroy();
      else response.writeHead(always, { 'content-type': 'application/json' }).end('{}');
      return;
    }
    const body = method === 'POST' ? await text(request) : undefined;
    if (held !== undefined && method === 'POST' && url === '/v1/calls') {
      const { arrived, released } = held;
      held = undefined;
      arrived();
      await released;
    }
    if (delay > 0) await setTimeout(delay);
    const answer = await fetch(berth + url, {
      method,
      headers: { authorization: headers.authorization ?? '', 'content-type': 'application/json' },
      ...(body !== undefined && { body }),
    });
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
    response.end(await answer.text());
    if (answer.ok) heard.emit('answered', url);
  };
  const server = createServer((request, response) => {
    forward(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    holdStart() {
      const arrival = Promise.withResolvers<void>();
      const release = Promise.withResolvers<void>();
      held = { arrived: arrival.resolve, released: release.promise };
      return { arrived: arrival.promise, release: release.resolve };
    },
    answerAll: (answer) => (always = answer),
    delayBy: (milliseconds) => (delay = milliseconds),
    async refused(times) {
      for (let left = times; left > 0; left -= 1) await once(heard, 'refused');
    },
    async answered(kind, times) {
      for (let left = times; left > 0;) {
        const [path] = (await once(heard, 'answered')) as [string];
        if (kind(path)) left -= 1;
      }
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
