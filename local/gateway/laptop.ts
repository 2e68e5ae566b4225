import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Problem } from '../../lib/api/problem.ts';
import type { Identity } from '../identity/identity.ts';
import { handleLocalTokens } from '../identity/local-tokens.ts';
import { receiverPage } from '../webhooks/receiver-page.ts';
import { RECEIVER, type Receiver } from '../webhooks/receiver.ts';
import { mailboxPage } from '../mail/mailbox-page.ts';
import type { Mailbox } from '../mail/mailbox.ts';
import { answerJson, answerPage, answerProblem } from './answer.ts';
import { readBody } from './body.ts';

const MAX_BYTES = 64 * 1024;
const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

export interface LaptopOptions {
  readonly identity: Pick<Identity, 'issueToken'>;
  readonly mailbox: Pick<Mailbox, 'mails'>;
  /** Resolves when every mail that is due has been sent. */
  readonly mailSettled: () => Promise<void>;
  readonly receiver: Receiver;
}

/**
 * The paths below `/_local/`, which exist only on a laptop: a token for any person, the mails, and a receiver of
 * webhooks.
 */
export function laptopEndpoints({ identity, mailbox, mailSettled, receiver }: LaptopOptions) {
  const endpoints: Record<string, [method: string, answer: Answer]> = {
    '/_local/tokens': [
      'POST',
      async ({ request, response }) =>
        answerJson(response, await handleLocalTokens(identity, await jsonBody(request))),
    ],
    '/_local/mail': [
      'GET',
      async ({ response, to }) => {
        await mailSettled();
        answerJson(response, { items: mailbox.mails(to) });
      },
    ],
    '/_local/mailbox': [
      'GET',
      async ({ response, to }) => {
        await mailSettled();
        // An empty form selects everything.
        answerPage(response, mailboxPage(mailbox.mails(to === '' ? undefined : to), to));
      },
    ],
    [RECEIVER]: [
      'POST',
      async ({ request, response }) => {
        const verified = await receiver.receive(request.headers, (await bodyOf(request)).toString('utf8'));
        response.writeHead(verified ? 204 : 401).end();
      },
    ],
    '/_local/webhooks': [
      'GET',
      async ({ request, response }) =>
        answerPage(response, receiverPage(receiver.received(), `http://${request.headers.host}${RECEIVER}`)),
    ],
    '/_local/style.css': [
      'GET',
      async ({ response }) => {
        const style = await readFile(new URL('style.css', import.meta.url));
        response
          .writeHead(200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-cache' })
          .end(style);
      },
    ],
  };

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    try {
      assertLoopback(request);
      const [method, answer] = endpoints[pathname] ?? [];
      if (method === undefined || answer === undefined) throw new Problem('not_found');
      if (request.method !== method) throw new Problem('method_not_allowed', { allow: [method] });
      await answer({ request, response, to: searchParams.get('to') ?? undefined });
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      answerProblem(response, thrown, pathname);
    }
  };
}

type Answer = (exchange: {
  request: IncomingMessage;
  response: ServerResponse;
  to: string | undefined;
}) => Promise<void>;

/**
 * Tokens are given only to requests that use this machine's own name: otherwise a web page could read them by DNS
 * rebinding.
 */
function assertLoopback({ headers }: IncomingMessage): void {
  if (!loopback.has((headers.host ?? '').replace(/:\d+$/, ''))) throw new Problem('not_found');
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const body = await readBody(request, MAX_BYTES);
  if (body === undefined) throw new Problem('body_too_large');
  return body;
}

async function jsonBody(request: IncomingMessage): Promise<unknown> {
  const body = await bodyOf(request);
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new Problem('malformed_json');
  }
}
