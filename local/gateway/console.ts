import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { html } from '../identity/html.ts';
import { answerJson, answerPage, answerText, pageHeaders } from './answer.ts';
import { compressedFor } from './compress.ts';
import { page } from './page.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

const REFERENCE = '/api-reference/';

const policy = (styles: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src ${styles}`,
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/**
 * The API reference styles its page from its script, which a strict policy forbids; no other page on the origin may
 * do that.
 */
const policyFor = (path: string): string =>
  policy(path.startsWith(REFERENCE) ? "'self' 'unsafe-inline'" : "'self'");

export interface ConsoleOptions {
  /** The built console. It need not exist (yet). */
  readonly directory: string;
  /** The configuration that the console reads when it starts, as `/config.json`. */
  readonly configuration: Readonly<Record<string, unknown>>;
}

/**
 * Serves the console as its distribution does: files as they are, and `index.html` for every path without a full stop
 * in its last part, because the console does its own routing.
 */
export function consoleSite({ directory, configuration }: ConsoleOptions) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      return answerText(response, 405, 'This path answers only to GET and HEAD.');
    }
    const path = decodedPath(request.url ?? '/');
    if (path === undefined) return answerText(response, 400, 'This path is not valid.');
    if (path === '/config.json') return answerJson(response, configuration);
    if (path === REFERENCE.slice(0, -1)) return void response.writeHead(308, { location: REFERENCE }).end();

    const last = path.slice(path.lastIndexOf('/') + 1);
    const isPage = !last.includes('.');
    const name = isPage ? `${path.startsWith(REFERENCE) ? REFERENCE : '/'}index.html` : path;
    const file = await fileAt(directory, name);
    if (file !== undefined) {
      const type = types[extname(name).toLowerCase()] ?? 'application/octet-stream';
      const { body, headers: encoded } = await compressedFor(request, { name, type, file });
      const headers = {
        ...pageHeaders,
        ...encoded,
        'content-type': type,
        'content-length': body.length,
        'content-security-policy': policyFor(path),
        // Built files are named by the hash of their content.
        'cache-control': name.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      };
      return void response.writeHead(200, headers).end(body);
    }
    if (isPage) return answerPage(response, notBuilt());
    return answerText(response, 404, 'There is no such file.');
  };
}

function decodedPath(url: string): string | undefined {
  const [encoded = '/'] = url.split('?');
  try {
    const path = decodeURIComponent(encoded);
    return path.startsWith('/') && !path.includes('\0') ? path : undefined;
  } catch {
    return undefined;
  }
}

/** The content of a file below the directory, if there is one. */
async function fileAt(directory: string, path: string): Promise<Buffer | undefined> {
  const root = normalize(directory + sep);
  const file = join(root, path);
  if (!file.startsWith(root)) return undefined;
  return readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG'].includes(error.code ?? '')) return undefined;
    throw error;
  });
}

function notBuilt(): string {
  return page(
    'Berth is running',
    html`<p class="lead">The console has not been built here yet. The API works without it.</p>
      <ul>
        <li><a href="/openapi.json">/openapi.json</a>: what the API can do</li>
        <li><a href="/_local/mailbox">/_local/mailbox</a>: the mails that a deployment would have sent</li>
        <li><a href="/_local/webhooks">/_local/webhooks</a>: the webhooks that a receiver got</li>
      </ul>
      <p>The terminal in which it was started shows the demo logins, an API key and a curl line to try.</p>`,
  );
}
