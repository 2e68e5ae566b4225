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
  reference?: string | undefined;
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
  reference?: string;
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
  /** The time in milliseconds, of a clock that is never set back. */
  now?: () => number;
}

export interface WithCallOptions extends StartCall {
  /** How long to wait for a free place, in seconds, unanswered requests among it. 0, the default, gives up at once. */
  waitSeconds?: number;
  /** Gives up waiting, or ends the call early: it is handed on to what you do during the call. */
  signal?: AbortSignal;
}

/** What runs during a call. */
export interface RunningCall {
  readonly call: Call;
  /** Aborted when the place is lost (its lease is over, as Berth was out of reach for so long, or the key was revoked), or by your own signal. */
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
const MAX_TRIES = 5;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;
/** Longer than Berth ever takes: what has no answer by then gets none. */
const REQUEST_MS = 15_000;

export function berthClient({
  origin,
  apiKey,
  fetch: send = fetch,
  pause = pauseFor,
  now = () => performance.now(),
}: ClientOptions): BerthClient {
  async function ask<Answer>(
    method: string,
    path: string,
    body: object | undefined,
    signal?: AbortSignal,
  ): Promise<Answer> {
    const response = await send(`${origin}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${apiKey}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.any([AbortSignal.timeout(REQUEST_MS), ...(signal === undefined ? [] : [signal])]),
    });
    const text = await response.text();
    if (!response.ok) throw new BerthProblem(response, objectIn(text));
    return objectIn(text) as Answer;
  }

  const start = (body: StartCall, signal?: AbortSignal) => ask<Call>('POST', '/v1/calls', body, signal);
  const heartbeat = (id: string, leaseSeconds: number | undefined, signal?: AbortSignal) =>
    ask<Call>(
      'POST',
      `/v1/calls/${encodeURIComponent(id)}/heartbeat`,
      leaseSeconds === undefined ? {} : { leaseSeconds },
      signal,
    );
  const end = async (id: string) =>
    void (await ask('DELETE', `/v1/calls/${encodeURIComponent(id)}`, undefined));

  return {
    startCall: (body = {}) => start(body),
    heartbeat: (id, leaseSeconds) => heartbeat(id, leaseSeconds),
    endCall: end,

    async withCall(run, { waitSeconds = 0, signal = new AbortController().signal, ...body } = {}) {
      const { leaseSeconds = DEFAULT_LEASE_SECONDS } = body;
      // Under a name of its own a start whose answer got lost can be repeated, and ended.
      const named = { ...body, id: body.id ?? crypto.randomUUID() };
      const giveBack = () =>
        // When this fails, too, the place comes back with the end of the lease.
        persistently(() => end(named.id), never, untilTries).catch(() => {});

      let askedAt = 0;
      const tryToStart = (until: AbortSignal) => {
        askedAt = now();
        return persistently(() => start(named, until), until, untilTries);
      };
      const call = await whenFree(tryToStart, giveBack, waitSeconds, signal);

      const over = new AbortController();
      const lost = new AbortController();
      const lease = { id: call.id, seconds: leaseSeconds, from: askedAt };
      const beating = beat(lease, over.signal, lost);
      try {
        return await run({ call, signal: AbortSignal.any([signal, lost.signal]) });
      } finally {
        over.abort();
        await beating;
        await giveBack();
      }
    },
  };

  /** Asks again when the network, the server or the gateway before it failed. All that is asked here is safe to repeat. */
  async function persistently<Answer>(
    request: () => Promise<Answer>,
    signal: AbortSignal,
    isEnough: (tries: number) => boolean,
  ): Promise<Answer> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await request();
      } catch (thrown) {
        if (isRefusal(thrown) || isEnough(tries) || signal.aborted) throw thrown;
      }
      await pause(Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries), signal);
    }
  }

  /** Starts as soon as a place is free. The wait is over in time, also when a start is not answered. */
  async function whenFree(
    tryToStart: (until: AbortSignal) => Promise<Call>,
    giveBack: () => Promise<void>,
    waitSeconds: number,
    signal: AbortSignal,
  ): Promise<Call> {
    const timeUp = waitSeconds > 0 ? AbortSignal.timeout(waitSeconds * 1000) : never;
    const until = now() + waitSeconds * 1000;
    let left = waitSeconds;
    let full: BerthProblem | undefined;
    for (;;) {
      signal.throwIfAborted();
      try {
        return await tryToStart(AbortSignal.any([signal, timeUp]));
      } catch (thrown) {
        if (isRefusal(thrown)) {
          full = thrown;
          if (thrown.code !== FULL || left <= 0 || timeUp.aborted) throw thrown;
        } else {
          // Without an answer it may have been let in all the same. Nobody who is out of time waits for its end.
          const given = giveBack();
          if (!timeUp.aborted) await given;
          throw signal.aborted ? thrown : (full ?? thrown);
        }
      }
      // Not all at the same moment, and not later than one wants to wait.
      const wished = (full.retryAfter ?? 1) * (0.5 + Math.random() / 2);
      const wait = Math.max(0, Math.min(left, (until - now()) / 1000, wished));
      left -= wait;
      await pause(wait * 1000, signal);
    }
  }

  /**
   * Keeps a lease alive. It is taken for lost when Berth says so, and when it is over by our own clock: whoever holds the
   * place then may be somebody else. A lease counts from before the request that it was given for.
   */
  async function beat(
    { id, seconds, from }: { id: string; seconds: number; from: number },
    over: AbortSignal,
    lost: AbortController,
  ): Promise<void> {
    const duration = seconds * 1000;
    let ends = from + duration;
    try {
      for (;;) {
        await pause(Math.max(0, Math.min(duration / BEATS_PER_LEASE, ends - now())), over);
        const askedAt = now();
        const isLate = () => now() >= ends;
        const lapse = AbortSignal.any([over, AbortSignal.timeout(Math.max(0, Math.ceil(ends - askedAt)))]);
        await persistently(() => heartbeat(id, seconds, lapse), lapse, isLate);
        ends = askedAt + duration;
      }
    } catch (thrown) {
      if (over.aborted) return;
      const unheard = new Error('The lease is over, and Berth could not be reached.', { cause: thrown });
      lost.abort(isRefusal(thrown) ? thrown : unheard);
    }
  }
}

const FULL = 'concurrency_limit_reached';
const never = new AbortController().signal;
const untilTries = (tries: number): boolean => tries === MAX_TRIES;

/** Whether Berth said no. A gateway that has too much to do says 429 as well, and is to be asked again. */
const isRefusal = (thrown: unknown): thrown is BerthProblem =>
  thrown instanceof BerthProblem && thrown.status < 500 && (thrown.status !== 429 || thrown.code === FULL);

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
