import type { IncomingMessage, ServerResponse } from 'node:http';
import { Problem } from '../../lib/api/problem.ts';
import { answerProblem } from './answer.ts';
import { newRequestId } from './event.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<unknown>;

export interface OriginOptions {
  /** The API, behind `/v1`. */
  readonly api: Answer;
  /** The OpenAPI document, as JSON. */
  readonly openApi: string;
  /** The identity provider, behind `/_identity/`. */
  readonly identity: Answer;
  /** What only a laptop serves, behind `/_local/`. */
  readonly laptop: Answer;
  /** All the rest. */
  readonly site: Answer;
  /** Gets errors that should never happen. */
  readonly onCrash: (thrown: unknown) => void;
}

/** One origin for everything, as the distribution makes it in a deployed stage: each path goes to its server. */
export function origin({ api, openApi, identity, laptop, site, onCrash }: OriginOptions) {
  const document: Answer = async (_request, response) =>
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-cache' }).end(openApi);

  const whoServes = ({ method = 'GET', url = '/' }: IncomingMessage): Answer => {
    const [path = ''] = url.split('?');
    if (path === '/v1' || path.startsWith('/v1/')) return api;
    if (path === '/openapi.json' && (method === 'GET' || method === 'HEAD')) return document;
    if (path.startsWith('/_identity/')) return identity;
    if (path.startsWith('/_local/')) return laptop;
    return site;
  };

  return (request: IncomingMessage, response: ServerResponse): void => {
    request.url = originForm(request.url);
    response.setHeader('x-request-id', newRequestId());
    whoServes(request)(request, response).catch((thrown: unknown) => {
      // A client that disconnects while it sends its body is no failure of ours.
      if (request.errored) return;
      onCrash(thrown);
      if (response.headersSent) response.destroy();
      else answerProblem(response, new Problem('internal_error'), request.url ?? '/');
    });
  };
}

/** In the form of a request to a proxy, the whole address stands in place of the path. */
const originForm = (url = '/'): string => url.replace(/^https?:\/\/[^/?]*/i, '');
