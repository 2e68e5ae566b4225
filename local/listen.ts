import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Listener {
  /** For example http://127.0.0.1:4000. */
  readonly origin: string;
  /** Makes this handler answer from now on. Until then every answer is 503. */
  answerWith(listener: RequestListener): void;
  /** Refuses new connections, gives running requests a second, then cuts them. */
  close(): Promise<void>;
}

const GRACE_MS = 1_000;

/** Longer than clients keep an idle connection, so that no connection is closed while a request is being sent on it. */
const IDLE_MS = 65_000;

/** The limit of API Gateway for request line and headers together, in bytes. */
const MAX_HEADER_BYTES = 10_240;

/**
 * Listens only on 127.0.0.1.
 * @param port 0 for any free one
 * @throws Error that says what to do when the port is taken
 */
export async function listen(port: number): Promise<Listener> {
  let answer: RequestListener = (_request, response) => {
    response
      .writeHead(503, { 'content-type': 'application/json', 'retry-after': '1' })
      .end('{"message":"Service Unavailable"}');
  };
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, (request, response) =>
    answer(request, response),
  );
  server.keepAliveTimeout = IDLE_MS;
  await new Promise<void>((listening, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(new Error(reasonOf(cause, port), { cause })),
    );
    server.listen(port, '127.0.0.1', listening);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answerWith: (listener) => (answer = listener),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), GRACE_MS).unref();
      }),
  };
}

function reasonOf({ code, message }: NodeJS.ErrnoException, port: number): string {
  if (code === 'EADDRINUSE') {
    return `Port ${port} is in use. Choose another one, for example: npm start -- --port ${port === 65_535 ? 4001 : port + 1}`;
  }
  if (code === 'EACCES') return `Port ${port} may not be opened by this user. Choose one above 1023.`;
  return `Port ${port} can't be opened: ${message}`;
}
