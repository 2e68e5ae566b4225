import { berthClient, type BerthClient, type BerthEvent } from '../../client/typescript/src/index.ts';
import type { VirtualTime } from '../world/virtual-time.ts';

/** A process of call software, with a client of its own. */
export interface Machine {
  readonly client: BerthClient;
  /** Aborted when it is killed. */
  readonly isDead: AbortSignal;
  /** None of its requests and timers has an effect any more, as after SIGKILL. */
  die(): void;
}

export function machine(
  origin: string,
  apiKey: string,
  { clock, fetch: send }: VirtualTime,
  onEvent: (event: BerthEvent) => void,
): Machine {
  const death = new AbortController();
  const isDead = death.signal;
  const never = new Promise<never>(() => {});
  const alive = async <Result>(work: Promise<Result>): Promise<Result> => {
    const result = await work.catch((thrown: unknown) => {
      if (isDead.aborted) return never;
      throw thrown;
    });
    return isDead.aborted ? never : result;
  };
  const client = berthClient({
    origin,
    apiKey,
    endCallsOnSignals: false,
    onEvent: (event) => {
      if (!isDead.aborted) onEvent(event);
    },
    fetch: (url, init) => (isDead.aborted ? never : alive(send(url, init))),
    clock: {
      now: () => clock.now(),
      sleep: (milliseconds, signal) => alive(clock.sleep(milliseconds, AbortSignal.any([signal, isDead]))),
    },
  });
  return { client, isDead, die: () => death.abort() };
}
