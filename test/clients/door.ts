import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A way to Berth that can be held up and closed. */
export interface Door {
  readonly origin: string;
  /** The next start of a call gets through when it is released. */
  holdStart(): { readonly arrived: Promise<void>; release(): void };
  close(): void;
}

export async function doorTo(berth: string): Promise<Door> {
  let held: { arrived: () => void; released: Promise<void> } | undefined;
  const forward = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url = '', headers } = request;
    const body = method === 'POST' ? await text(request) : undefined;
    if (held !== undefined && method === 'POST' && url === '/v1/calls') {
      const { arrived, released } = held;
      held = undefined;
      arrived();
      await released;
    }
    const answer = await fetch(berth + url, {
      method,
      headers: { authorization: headers.authorization ?? '', 'content-type': 'application/json' },
      ...(body !== undefined && { body }),
    });
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
    response.end(await answer.text());
  };
  const server = createServer((request, response) => {
    forward(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    holdStart() {
      const arrival = Promise.withResolvers<void>();
      const release = Promise.withResolvers<void>();
      held = { arrived: arrival.resolve, released: release.promise };
      return { arrived: arrival.promise, release: release.resolve };
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
