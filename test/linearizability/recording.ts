import { clientOf, type Client } from '../setup/client.ts';

type Outcome = 'done' | 'refused' | 'unknown';

/** One request and its answer, as check.go reads it. */
interface Operation {
  readonly client: number;
  readonly kind: 'start' | 'end' | 'heartbeat' | 'count';
  readonly id: string;
  readonly outcome: Outcome;
  readonly count: number;
  /** When it was sent and answered, in nanoseconds. */
  readonly called: number;
  readonly answered: number;
}

/** An answer that was lost: the request may take effect at any time after it was sent. */
const NEVER = Number.MAX_SAFE_INTEGER;

interface Answer {
  readonly status: number;
  readonly body: { readonly activeCalls?: number };
}

/** What clients do in an environment, each request at any of the servers, and what they are answered. */
export class Recording {
  readonly operations: Operation[] = [];
  readonly #key: string;
  readonly #anyOrigin: () => string;
  #calls = 0;

  constructor(key: string, anyOrigin: () => string) {
    this.#key = key;
    this.#anyOrigin = anyOrigin;
  }

  /** @returns the id of the call, if it was admitted */
  async start(client: number, direction: 'inbound' | 'outbound'): Promise<string | undefined> {
    const id = `${direction}-${(this.#calls += 1)}`;
    const body = { id, direction, leaseSeconds: 3600 };
    const outcome = await this.#record({ client, kind: 'start', id }, (call) =>
      call('startCall', { as: this.#key, body }),
    );
    return outcome === 'done' ? id : undefined;
  }

  end(client: number, id: string): Promise<Outcome> {
    return this.#record({ client, kind: 'end', id }, (call) =>
      call('endCall', { as: this.#key, params: { callId: id } }),
    );
  }

  heartbeat(client: number, id: string): Promise<Outcome> {
    return this.#record({ client, kind: 'heartbeat', id }, (call) =>
      call('heartbeatCall', { as: this.#key, params: { callId: id }, body: { leaseSeconds: 3600 } }),
    );
  }

  count(client: number): Promise<Outcome> {
    return this.#record({ client, kind: 'count', id: '' }, (call) =>
      call('getOwnConcurrency', { as: this.#key }),
    );
  }

  async #record(
    request: Pick<Operation, 'client' | 'kind' | 'id'>,
    send: (call: Client) => Promise<Answer>,
  ): Promise<Outcome> {
    const called = nanoseconds();
    const { status, body } = await send(clientOf(this.#anyOrigin())).catch(() => NO_ANSWER);
    const outcome = outcomeOf(status);
    if (outcome === undefined)
      throw new Error(`${request.kind} was answered with ${status}: ${JSON.stringify(body)}`);
    const answered = outcome === 'unknown' ? NEVER : nanoseconds();
    // A heartbeat or a count without an answer says nothing.
    if (outcome !== 'unknown' || request.kind === 'start' || request.kind === 'end')
      this.operations.push({ ...request, outcome, count: body.activeCalls ?? 0, called, answered });
    return outcome;
  }
}

const NO_ANSWER: Answer = { status: 0, body: {} };

function outcomeOf(status: number): Outcome | undefined {
  if (status === NO_ANSWER.status || status === 503) return 'unknown';
  if (status === 429 || status === 410) return 'refused';
  return status < 300 ? 'done' : undefined;
}

const nanoseconds = () => Math.round(performance.now() * 1e6);
