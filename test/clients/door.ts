import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';

/** What everything is answered with: a status, or no answer at all. Undefined is Berth's own answer. */
export type Answer = number | 'cut' | undefined;

/** A way to Berth that can be held up and closed. */
export interface Door {
  readonly origin: string;
  /** Of each request its method and path, and the `traceparent` that it came with. */
  readonly asked: readonly { readonly request: string; readonly traceparent: unknown }[];
  /** The next start of a call gets through when it is released. */
  holdStart(): { readonly arrived: Promise<void>; release(): void };
  answerAll(answer: Answer): void;
  /** From now on each request takes so many milliseconds more to come to Berth. */
  delayBy(milliseconds: number): void;
  /** Until so many more requests have been answered with something else than what Berth says. */
  refused(times: number): Promise<void>;
  /** Until Berth has answered so many more of a kind. */
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
