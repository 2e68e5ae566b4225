import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { clientOf, type Client } from '../setup/client.ts';

export type Outcome = 'done' | 'refused' | 'unknown';

/** What a client requests, as the model in Go reads it. */
interface Asked {
  readonly client: number;
  readonly kind: string;
}

interface Answer {
  readonly status: number;
  readonly body: object & { readonly code?: string };
}

/** One request and its answer. */
type Operation<Request, Seen> = Request &
  Partial<Seen> & {
    readonly outcome: Outcome;
    /** When it was sent and answered, in nanoseconds. */
    readonly called: number;
    readonly answered: number;
  };

/** An answer that was lost: the request may take effect at any time after it was sent. */
const NEVER = Number.MAX_SAFE_INTEGER;

/** Requests that only read, or that change nothing in a model. Without an answer they prove nothing. */
const LOOKS = new Set(['heartbeat', 'count', 'account', 'overview']);

/** The requests of the clients, each to any of the servers, and their answers. */
export class Recording<Request extends Asked, Seen extends object> {
  readonly operations: Operation<Request, Seen>[] = [];
  readonly #anyOrigin: () => string;

  constructor(anyOrigin: () => string) {
    this.#anyOrigin = anyOrigin;
  }

  /** @param seen what the model reads from an answer's body */
  async record<Body extends object>(
    request: Request,
    send: (call: Client) => Promise<Answer & { readonly body: Body }>,
    seen?: (body: Body) => Seen,
  ): Promise<Outcome> {
    const called = nanoseconds();
    const answer = await send(clientOf(this.#anyOrigin())).catch(lost);
    const outcome = outcomeOf(answer);
    if (outcome === undefined)
      throw new Error(`${request.kind} was answered with ${answer?.status}: ${JSON.stringify(answer?.body)}`);
    const answered = outcome === 'unknown' ? NEVER : nanoseconds();
    const told = answer !== undefined && outcome === 'done' ? seen?.(answer.body) : undefined;
    if (outcome !== 'unknown' || !LOOKS.has(request.kind))
      this.operations.push({ ...request, ...told, outcome, called, answered } as Operation<Request, Seen>);
    return outcome;
  }

  /**
   * Lets Porcupine look for an order of the operations that explains their answers.
   * @param model one of models.go, and its initial state
   * @throws Error that says where to look when there is no such order
   */
  async check(name: string, model: object): Promise<string> {
    await mkdir(results, { recursive: true });
    const file = `${results}${name}.json`;
    await writeFile(file, JSON.stringify({ name, ...model, operations: this.operations }));
    return (await promisify(execFile)('go', ['run', '.', file], { cwd: here })).stdout;
  }
}

const here = fileURLToPath(new URL('.', import.meta.url));
const results = fileURLToPath(new URL('../../test-results/linearizability/', import.meta.url));

const REFUSALS = new Set([
  'concurrency_limit_reached',
  'lease_expired',
  'concurrency_allocation_exceeded',
  'not_found',
]);

function outcomeOf(answer: Answer | undefined): Outcome | undefined {
  if (answer === undefined || answer.status === 503) return 'unknown';
  if (answer.status < 300) return 'done';
  return REFUSALS.has(answer.body.code ?? '') ? 'refused' : undefined;
}

/** A request whose connection broke. Any other error is a fault of the test. */
function lost(error: Error): undefined {
  if (error.cause === undefined) throw error;
}

const nanoseconds = () => Math.round(performance.now() * 1e6);
