import type { Call, OwnConcurrency } from '../management/types.ts';
import type { Operations } from '../management/types.ts';
import type { Clock } from '../clock.ts';
import type { Notify } from '../events.ts';

/** The fields of a call when it starts. */
export type StartCall = NonNullable<NonNullable<Parameters<Operations['startCall']>[0]>['body']>;

export interface ClientOptions {
  /** The origin of Berth, without a path: `https://berth.example.com`. */
  origin: string;
  /** The environment's API key. */
  apiKey: string;
  /** Called for each request, and for what happens to calls: for traces, metrics and logs. */
  onEvent?: Notify;
  /** More headers for each request, for example a `traceparent`. */
  headers?: () => Record<string, string>;
  /** Whether Ctrl-C and SIGTERM end the calls before the process ends. Default: true. */
  endCallsOnSignals?: boolean;
  fetch?: typeof fetch;
  clock?: Clock;
}

export interface HoldOptions extends StartCall {
  /** How long to wait for a free slot, in seconds, including unanswered requests. 0, the default, gives up at once. */
  waitSeconds?: number;
  /** Gives up waiting, or signals that the call should end: it is passed on to what you do during the call. */
  signal?: AbortSignal;
}

/** A call that holds a slot: heartbeats continue in the background until it is ended. */
export interface HeldCall {
  readonly call: Call;
  /**
   * Aborted when the slot is lost (a `SlotLost`), when the client is closed (`ClientClosed`), or by your own
   * signal, until the call is ended.
   */
  readonly signal: AbortSignal;
  /**
   * Ends the call. Ending it again does nothing.
   * @param reason 1 to 32 of a–z, 0–9 and _: `completed`, `no_answer`, `busy`, `failed` …
   */
  end(reason?: string): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface BerthClient {
  /**
   * Runs something while it holds a slot: starts a call, keeps it alive in the background, and ends it whatever
   * happens, as `completed`, or as `failed` when `run` throws. End it yourself to give another reason.
   * @throws BerthProblem when no slot was free in time; whatever `run` throws
   */
  withCall<Result>(run: (held: HeldCall) => Promise<Result>, options?: HoldOptions): Promise<Result>;
  /**
   * The same without a function: hold a call in one place of your program, end it in another.
   * @throws BerthProblem when no slot was free in time
   */
  holdCall(options?: HoldOptions): Promise<HeldCall>;
  /** How many calls run now, and how many may run. */
  concurrency(): Promise<OwnConcurrency>;
  /** One request each, without heartbeats: for holders that are not a process. @throws BerthProblem */
  startCall(start?: StartCall): Promise<Call>;
  heartbeat(id: string, leaseSeconds?: number): Promise<Call>;
  endCall(id: string, reason?: string): Promise<void>;
  /** Ends all held calls, refuses those that wait, and starts no more. */
  close(): Promise<void>;
}
