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
  /** The identity provider, below `/_identity/`. */
  readonly identity: Answer;
  /** The paths that exist only on a laptop, below `/_local/`. */
  readonly laptop: Answer;
  /** All the rest. */
  readonly site: Answer;
  /** Gets unexpected errors. */
  readonly onCrash: (thrown: unknown) => void;
}

/** One origin for everything, like the distribution of a deployed stage: each path leads to its server. */
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
      // It is not our failure when a client disconnects while it sends its body.
      if (request.errored) return;
      onCrash(thrown);
      if (response.headersSent) response.destroy();
      else answerProblem(response, new Problem('internal_error'), request.url ?? '/');
    });
  };
}

/** A request to a proxy has the whole address instead of the path. */
const originForm = (url = '/'): string => url.replace(/^https?:\/\/[^/?]*/i, '');
