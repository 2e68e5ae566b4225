import type { ProblemCode } from './management/types.ts';

/** A refusal by Berth. Decide by `code`, the code of the problem: for example `concurrency_limit_reached`. */
export class BerthProblem extends Error {
  override readonly name = 'BerthProblem';
  readonly status: number;
  readonly code: ProblemCode | (string & {});
  /** Seconds after which another try makes sense, if any does. */
  readonly retryAfter: number | undefined;
  /** Give this id when you ask for help. */
  readonly requestId: string | undefined;
  /** The whole problem document. */
  readonly problem: Readonly<Record<string, unknown>>;

  constructor(response: Response, problem: Record<string, unknown>) {
    const { code, detail, requestId } = problem as Record<string, string | undefined>;
    // A gateway or proxy in front of Berth has no problem document.
    const said = `${code ?? `HTTP ${response.status}`}: ${detail ?? response.statusText}`;
    super(requestId === undefined ? said : `${said} (request ${requestId})`);
    this.status = response.status;
    this.code = code ?? 'unknown';
    this.requestId = requestId;
    this.problem = problem;
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
    this.retryAfter = Number.isFinite(seconds) ? seconds : undefined;
  }
}

/** The slot of a call is lost: somebody else may hold it now. Stop everything that belongs to the call. */
export class SlotLost extends Error {
  override readonly name = 'SlotLost';
  readonly callId: string;

  /** @param cause Berth's answer, or the last failure to reach Berth */
  constructor(callId: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.callId = callId;
  }
}

/** The client was closed: its calls have ended, and it starts no more. */
export class ClientClosed extends Error {
  override readonly name = 'ClientClosed';

  constructor() {
    super('The client is closed.');
  }
}

export const FULL = 'concurrency_limit_reached';

/**
 * Whether an answer is final. After a failure of the network or the server, or when a gateway is overloaded, the
 * request is repeated.
 */
export const isRefusal = (thrown: unknown): thrown is BerthProblem =>
  thrown instanceof BerthProblem && thrown.status < 500 && (thrown.status !== 429 || thrown.code === FULL);
