import type { OperationId } from '../../lib/api/index.ts';
import {
  methodOf,
  targetOf,
  type AnswerTo,
  type AnyCall,
  type ApiRequest,
  type Downloaded,
} from './request.ts';
import type { Connectivity } from './connectivity.ts';
import { Failure, failureOf, noAnswer } from './failure.ts';
import { afterLostAnswer } from './lost-answer.ts';

export interface Answered<Id extends OperationId> {
  readonly body: AnswerTo<Id>;
  /** For `ifMatch` of a later change. */
  readonly etag: string | undefined;
}

/** Makes a call of the API. @throws Failure, or what `fetch` throws when the signal ends it */
export type Api = <Id extends OperationId>(
  call: ApiRequest<Id>,
  signal?: AbortSignal,
) => Promise<Answered<Id>>;

interface ApiOptions {
  readonly origin: string;
  /**
   * A fresh access token, other than one that was refused.
   * @throws Failure `session_over`; any other error is temporary
   */
  readonly token: (refused?: string) => Promise<string>;
  /** Called when the session has ended. Resolves when somebody has signed in again: the request is then sent again. */
  readonly signedInAgain: () => Promise<void>;
  readonly connectivity: Connectivity;
  /** Called for every failure of any request. */
  readonly onFailure: (failure: Failure) => void;
}

const TRIES = 3;
const LONGEST_WAIT = 5_000;
/** The API answers within 29 seconds, or never. */
const LONGEST_ANSWER = 35_000;

/** The one client of the API: every request of the console goes through here. */
export function createApi({ onFailure, ...options }: ApiOptions): Api {
  const send = senderTo(options);
  const make = async <Id extends OperationId>(call: AnyCall, signal?: AbortSignal): Promise<Answered<Id>> => {
    const target = targetOf(call);
    const { response, wasLost } = await send(target, requestOf(call), signal);
    if (response.ok) return answeredBy(response);
    const failure = await failureOf(response);
    if (!wasLost) throw failure;
    // An earlier try may have succeeded, and its answer been lost.
    return afterLostAnswer(call, failure, async () => {
      const isNow = await send(target, { method: 'GET', headers: {} }, signal);
      return answeredBy<Id>(isNow.response);
    });
  };
  return async (call, signal) =>
    make(call, signal).catch((thrown: unknown) => {
      if (thrown instanceof Failure) onFailure(thrown);
      throw thrown;
    });
}

async function answeredBy<Id extends OperationId>(response: Response): Promise<Answered<Id>> {
  const body = (await bodyOf(response)) as AnswerTo<Id>;
  return { body, etag: response.headers.get('etag') ?? undefined };
}

async function bodyOf(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  if (!response.headers.get('content-type')?.startsWith('text/csv')) return response.json();
  const downloaded: Downloaded = {
    text: await response.text(),
    nextCursor: response.headers.get('next-cursor') ?? undefined,
  };
  return downloaded;
}

/** A request without its credential. */
interface Request {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | File;
}

function requestOf(call: AnyCall): Request {
  const method = methodOf(call);
  return {
    method,
    headers: {
      ...(call.body !== undefined && { 'content-type': 'application/json' }),
      ...(call.upload !== undefined && { 'content-type': call.upload.type }),
      ...(call.ifMatch !== undefined && { 'if-match': call.ifMatch }),
      ...(method === 'POST' && { 'idempotency-key': idempotencyKeyOf(call) }),
    },
    ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
    ...(call.upload !== undefined && { body: call.upload }),
  };
}

const idempotencyKeys = new WeakMap<AnyCall, string>();

/** One key for each call, not for each try, so that repeating a call without an answer does not do it twice. */
function idempotencyKeyOf(call: AnyCall): string {
  const key = idempotencyKeys.get(call) ?? crypto.randomUUID();
  idempotencyKeys.set(call, key);
  return key;
}

interface Sent {
  readonly response: Response;
  /** Whether an earlier try had no answer, so that it may have been done before. */
  readonly wasLost: boolean;
}

/** Sends a request, and sends it again when there was no answer, or a 503 (after which nothing was changed). */
function senderTo({ origin, token, signedInAgain, connectivity }: Omit<ApiOptions, 'onFailure'>) {
  /** Undefined when there was no answer. */
  const attempt = async (
    target: string,
    request: Request,
    stop?: AbortSignal,
    refused?: string,
  ): Promise<Response | undefined> => {
    const limit = AbortSignal.timeout(LONGEST_ANSWER);
    const signal = stop === undefined ? limit : AbortSignal.any([stop, limit]);
    try {
      const accessToken = await token(refused);
      const headers = { ...request.headers, authorization: `Bearer ${accessToken}` };
      const response = await fetch(origin + target, { ...request, headers, signal });
      if (response.status !== 401) return response;
      // A token that is refused is renewed once: it may have been revoked, or this machine's clock is wrong.
      if (refused === undefined) return await attempt(target, request, stop, accessToken);
      await signedInAgain();
    } catch (thrown) {
      stop?.throwIfAborted();
      if (!(thrown instanceof Failure)) return undefined;
      await signedInAgain();
    }
    return attempt(target, request, stop);
  };

  return async (target: string, request: Request, stop?: AbortSignal): Promise<Sent> => {
    let wasLost = false;
    for (let trial = 1; ; trial += 1) {
      const response = await attempt(target, request, stop);
      if (response !== undefined) connectivity.answered();
      if (response !== undefined && (response.status !== 503 || trial === TRIES))
        return { response, wasLost };
      wasLost ||= response === undefined;
      if (trial === TRIES) {
        connectivity.silent();
        throw noAnswer(request.method !== 'GET');
      }
      await pause(trial, response);
    }
  };
}

async function pause(trial: number, response: Response | undefined): Promise<void> {
  const asked = Number(response?.headers.get('retry-after') ?? 0) * 1_000;
  const wait = Math.min(LONGEST_WAIT, Math.max(300 * 2 ** trial, asked));
  await new Promise((over) => {
    setTimeout(over, wait);
  });
}
