import type { OperationId } from '../../lib/api/index.ts';
import { methodOf, targetOf, type AnswerTo, type AnyCall, type ApiCall, type Downloaded } from './call.ts';
import { Failure, failureOf } from './failure.ts';

export interface Answered<Id extends OperationId> {
  readonly body: AnswerTo<Id>;
  /** For `ifMatch` of a later change. */
  readonly etag: string | undefined;
}

/**
 * Makes a call of the API.
 * @throws Failure, or what `fetch` throws when the signal ends it
 */
export type Api = <Id extends OperationId>(call: ApiCall<Id>, signal?: AbortSignal) => Promise<Answered<Id>>;

interface ApiOptions {
  readonly origin: string;
  /** A fresh access token. @throws Failure `session_over` */
  readonly token: () => Promise<string>;
  /** Told of every failure, whoever asked. */
  readonly onFailure: (failure: Failure) => void;
}

const TRIES = 3;
const LONGEST_WAIT = 5_000;

/** The one client of the API: every request of the console goes through here. */
export function createApi({ origin, token, onFailure }: ApiOptions): Api {
  const make = async <Id extends OperationId>(call: AnyCall, signal?: AbortSignal): Promise<Answered<Id>> => {
    const init: RequestInit = { ...requestOf(call, await token()), ...(signal && { signal }) };
    const response = await answer(`${origin}${targetOf(call)}`, init);
    if (!response.ok) throw await failureOf(response);
    const body = (await bodyOf(response)) as AnswerTo<Id>;
    return { body, etag: response.headers.get('etag') ?? undefined };
  };
  return async (call, signal) =>
    make(call, signal).catch((thrown: unknown) => {
      if (thrown instanceof Failure) onFailure(thrown);
      throw thrown;
    });
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

function requestOf(call: AnyCall, accessToken: string): RequestInit {
  const method = methodOf(call);
  return {
    method,
    headers: {
      authorization: `Bearer ${accessToken}`,
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

/** One for each call, not for each time it is sent: whoever sends a call again that had no answer does not do it twice. */
function idempotencyKeyOf(call: AnyCall): string {
  const key = idempotencyKeys.get(call) ?? crypto.randomUUID();
  idempotencyKeys.set(call, key);
  return key;
}

/** Sends again when there was no answer, or a 503 (then nothing was changed). */
async function answer(url: string, init: RequestInit): Promise<Response> {
  for (let trial = 1; ; trial += 1) {
    const response = await fetch(url, init).catch((thrown: unknown) => {
      if (init.signal?.aborted) throw thrown;
      return undefined;
    });
    if (response !== undefined && (response.status !== 503 || trial === TRIES)) return response;
    if (trial === TRIES) {
      throw new Failure('no_answer', 'There was no answer. Check your connection, then try again.');
    }
    const asked = Number(response?.headers.get('retry-after') ?? 0) * 1_000;
    const wait = Math.min(LONGEST_WAIT, Math.max(300 * 2 ** trial, asked));
    await new Promise((over) => {
      setTimeout(over, wait);
    });
  }
}
