/**
 * Holds places for calls in Berth. One file without imports, for any JavaScript runtime with `fetch`: import it, or copy it.
 *
 *   const berth = berthClient({ origin: 'https://console.example.com', apiKey: process.env.BERTH_API_KEY });
 *   await berth.withCall(async ({ signal }) => dial('+15550100', { signal }), { direction: 'outbound' });
 */

export type Direction = 'inbound' | 'outbound';

/** A live call as the API tells it. Times are ISO 8601, UTC. */
export interface Call {
  id: string;
  environmentId: string;
  status: 'active';
  direction: Direction;
  agentId?: string | undefined;
  numberId?: string | undefined;
  campaignId?: string | undefined;
  startedAt: string;
  leaseExpiresAt: string;
}

/** What a call is started with. */
export interface StartCall {
  /** Your own id for it: 1 to 64 of A–Z a–z 0–9 . _ : - */
  id?: string;
  direction?: Direction;
  /** What the call belongs to. A campaign gives it its agent and number, and must be running. */
  agentId?: string;
  numberId?: string;
  campaignId?: string;
  /** How long the place is kept for you without a heartbeat: 10 to 3,600 seconds, 120 unless you say otherwise. */
  leaseSeconds?: number;
}

/** The API refused: `code` is the problem's, for example `concurrency_limit_reached`. */
export class BerthProblem extends Error {
  readonly status: number;
  readonly code: string;
  /** Seconds after which another try makes sense, if any does. */
  readonly retryAfter: number | undefined;
  /** The whole problem document. */
  readonly problem: Readonly<Record<string, unknown>>;

  constructor(response: Response, problem: Record<string, unknown>) {
    const { code = 'unknown', detail = response.statusText, requestId } = problem as Record<string, string>;
    super(`${code}: ${detail}${requestId === undefined ? '' : ` (request ${requestId})`}`);
    this.name = 'BerthProblem';
    this.status = response.status;
    this.code = code;
    this.problem = problem;
    const retryAfter = response.headers.get('retry-after');
    this.retryAfter = retryAfter === null ? undefined : Number(retryAfter);
  }
}

export interface ClientOptions {
  /** Where Berth is, without a path. */
  origin: string;
  /** The environment's API key. */
  apiKey: string;
  fetch?: typeof fetch;
  /** Waits so many milliseconds, or rejects when the signal is aborted. */
  pause?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

export interface WithCallOptions extends StartCall {
  /** How long to wait for a free place, in seconds. 0, the default, gives up at once. */
  waitSeconds?: number;
  /** Gives up waiting, or ends the call early: it is handed on to what you do during the call. */
  signal?: AbortSignal;
}

/** What runs during a call. */
export interface RunningCall {
  readonly call: Call;
  /** Aborted when the place is lost (its lease ran out unnoticed, or the key was revoked), or by your own signal. */
  readonly signal: AbortSignal;
}

export interface BerthClient {
  /** @throws BerthProblem, concurrency_limit_reached among others */
  startCall(start?: StartCall): Promise<Call>;
  /** @throws BerthProblem, lease_expired among others */
  heartbeat(id: string, leaseSeconds?: number): Promise<Call>;
  /** Ends a call; one that has ended already is as good. */
  endCall(id: string): Promise<void>;
  /**
   * Runs something while it holds a place: starts a call, keeps it alive in the background, and ends it whatever happens.
   * @throws BerthProblem when no place was free in time; whatever `run` throws
   */
  withCall<Result>(
    run: (running: RunningCall) => Promise<Result>,
    options?: WithCallOptions,
  ): Promise<Result>;
}

const DEFAULT_LEASE_SECONDS = 120;
/** Three beats a lease: two may get lost. */
const BEATS_PER_LEASE = 3;
const MOST_TRIES = 5;
const FIRST_PAUSE_MS = 200;

export function berthClient({
  origin,
  apiKey,
  fetch: send = fetch,
  pause = pauseFor,
}: ClientOptions): BerthClient {
  async function ask<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const response = await send(`${origin}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${apiKey}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new BerthProblem(response, objectIn(text));
    return objectIn(text) as Answer;
  }

  /** Asks again when the network or the server failed. All that is asked here is safe to repeat. */
  async function persistently<Answer>(request: () => Promise<Answer>, signal: AbortSignal): Promise<Answer> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await request();
      } catch (thrown) {
        const isAnswer = thrown instanceof BerthProblem && thrown.status < 500;
        if (isAnswer || tries === MOST_TRIES || signal.aborted) throw thrown;
      }
      await pause(Math.random() * FIRST_PAUSE_MS * 2 ** tries, signal);
    }
  }

  const client: BerthClient = {
    startCall: (start = {}) => ask('POST', '/v1/calls', start),
    heartbeat: (id, leaseSeconds) =>
      ask(
        'POST',
        `/v1/calls/${encodeURIComponent(id)}/heartbeat`,
        leaseSeconds === undefined ? {} : { leaseSeconds },
      ),
    endCall: async (id) => void (await ask('DELETE', `/v1/calls/${encodeURIComponent(id)}`)),

    async withCall(run, { waitSeconds = 0, signal = new AbortController().signal, ...start } = {}) {
      const { leaseSeconds = DEFAULT_LEASE_SECONDS } = start;
      // Under a name of its own a start whose answer got lost can be repeated.
      const named = { ...start, id: start.id ?? crypto.randomUUID() };
      const call = await whenFree(
        () => persistently(() => client.startCall(named), signal),
        waitSeconds,
        signal,
      );

      const over = new AbortController();
      const lost = new AbortController();
      const beating = beat(call.id, leaseSeconds, over.signal, lost);
      try {
        return await run({ call, signal: AbortSignal.any([signal, lost.signal]) });
      } finally {
        over.abort();
        await beating;
        // When this fails, too, the place comes back with the end of the lease.
        await persistently(() => client.endCall(call.id), new AbortController().signal).catch(() => {});
      }
    },
  };
  return client;

  async function whenFree(
    start: () => Promise<Call>,
    waitSeconds: number,
    signal: AbortSignal,
  ): Promise<Call> {
    let left = waitSeconds;
    for (;;) {
      signal.throwIfAborted();
      try {
        return await start();
      } catch (thrown) {
        const isFull = thrown instanceof BerthProblem && thrown.code === 'concurrency_limit_reached';
        if (!isFull || left <= 0) throw thrown;
        // Not all at the same moment, and not later than one wants to wait.
        const wait = Math.min(left, (thrown.retryAfter ?? 1) * (0.5 + Math.random() / 2));
        left -= wait;
        await pause(wait * 1000, signal);
      }
    }
  }

  async function beat(
    id: string,
    leaseSeconds: number,
    over: AbortSignal,
    lost: AbortController,
  ): Promise<void> {
    while (!over.aborted) {
      try {
        await pause((leaseSeconds * 1000) / BEATS_PER_LEASE, over);
        await persistently(() => client.heartbeat(id, leaseSeconds), over);
      } catch (thrown) {
        if (over.aborted) return;
        // An answer that says no is final; a server that can't be reached is asked again with the next beat.
        if (!(thrown instanceof BerthProblem) || thrown.status >= 500) continue;
        lost.abort(thrown);
        return;
      }
    }
  }
}

function objectIn(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function pauseFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', stop, { once: true });
  });
}
