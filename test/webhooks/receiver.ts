import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook, type WebhookUnbrandedRequiredHeaders } from 'standardwebhooks';
import { closing } from '../setup/served.ts';

/** A request as a receiver got it. */
export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Answer {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Record<string, string>;
}

export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** The answer from now on: `none` for nothing, `endless` for the beginning of one. */
  answer: Answer | 'none' | 'endless';
  /** Requests that wait for an answer. */
  readonly open: ReadonlySet<ServerResponse>;
  /** Resolves when it has got this many requests. */
  got(count: number): Promise<void>;
  /** Stops listening at its address. */
  kill(): Promise<void>;
  /** Listens there again. */
  revive(): Promise<void>;
}

/** A customer's server: keeps its requests, and answers as it is told. It ends with the test file. */
export async function aReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const open = new Set<ServerResponse>();
  const came = new EventTarget();
  let port = 0;
  const server = createServer((request, response) => {
    open.add(response);
    response.once('close', () => open.delete(response));
    void text(request).then((body) => {
      received.push({ headers: request.headers, body });
      reply(receiver.answer, response);
      came.dispatchEvent(new Event('request'));
    });
  });
  const listening = async () => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  };
  await listening();
  closing.push(() => server.close().closeAllConnections());
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    answer: { status: 204 },
    open,
    async got(count) {
      while (received.length < count) await once(came, 'request');
    },
    async kill() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
    revive: listening,
  };
  return receiver;
}

/** Whether a request bears the signature of a secret, as the public library finds. */
export function isSignedBy(secret: string | null, { headers, body }: Received): boolean {
  try {
    new Webhook(secret ?? '').verify(body, headers as unknown as WebhookUnbrandedRequiredHeaders);
    return true;
  } catch {
    return false;
  }
}

/** The ids of the events that came, in their order. */
export const idsOf = ({ received }: Receiver): string[] =>
  received.map(({ headers }) => String(headers['webhook-id']));

function reply(answer: Receiver['answer'], response: ServerResponse): void {
  if (answer === 'none') return;
  if (answer === 'endless') response.writeHead(200, { 'content-length': '2' }).write('x');
  else response.writeHead(answer.status, answer.headers ?? {}).end(answer.body ?? '');
}
