import type { Answer, Door } from '../door.ts';
import type { Holder } from './holder.ts';

export interface Storm {
  readonly holder: Holder;
  readonly door: Door;
  /** Resolves after another waiter for a slot has been refused this many times more. */
  readonly refused: (times: number) => Promise<void>;
  /** Resolves when it has got one. */
  readonly taken: Promise<void>;
}

export interface Case {
  readonly leaseSeconds: number;
  readonly happens: (storm: Storm) => Promise<void>;
  /** Who holds the slots then: two the holder, one the other waiter, or none anybody. */
  readonly slots: 'kept' | 'passed on' | 'given back';
}

/** The requirements of both clients, each in a process of its own. */
export const cases: Readonly<Record<string, Case>> = {
  'SIGSTOP for less than the lease': {
    leaseSeconds: 30,
    async happens({ holder, door, refused }) {
      holder.kill('SIGSTOP');
      await refused(2);
      holder.kill('SIGCONT');
      await door.answered(isHeartbeat, 2);
    },
    slots: 'kept',
  },
  'SIGSTOP for longer than the lease': {
    leaseSeconds: 10,
    async happens({ holder, taken }) {
      holder.kill('SIGSTOP');
      await taken;
      holder.kill('SIGCONT');
      await holder.says('lost');
    },
    slots: 'passed on',
  },
  SIGKILL: {
    leaseSeconds: 10,
    async happens({ holder, taken }) {
      holder.kill('SIGKILL');
      await taken;
    },
    slots: 'passed on',
  },
  'a network that is cut for less than the lease': shorter('cut'),
  'a network that is cut for longer than the lease': longer('cut'),
  'a storm of 429 shorter than the lease': shorter(429),
  'a storm of 503 shorter than the lease': shorter(503),
  'a storm of 401 shorter than the lease': shorter(401),
  'a storm of 429 longer than the lease': longer(429),
  'a storm of 503 longer than the lease': longer(503),
  'a storm of 401 longer than the lease': longer(401),
  'a storm of 429 longer than the lease, with one heartbeat let through at a time': withGaps(429),
  'a storm of 401 longer than the lease, with one heartbeat let through at a time': withGaps(401),
  'clocks that jump ten minutes ahead and back': {
    leaseSeconds: 10,
    async happens({ holder, door }) {
      for (const seconds of [600, -600]) {
        holder.tell(`jump ${seconds}`);
        await door.answered(isHeartbeat, 4);
      }
    },
    slots: 'kept',
  },
  'Ctrl-C': endsBy('SIGINT'),
  SIGTERM: endsBy('SIGTERM'),
};

const isHeartbeat = (path: string): boolean => path === '/v1/calls/heartbeats';

function shorter(weather: Answer): Case {
  return {
    leaseSeconds: 30,
    async happens({ door }) {
      door.answerAll(weather);
      await door.refused(4);
      door.answerAll(undefined);
      await door.answered(isHeartbeat, 2);
    },
    slots: 'kept',
  };
}

/** A holder is told before anybody else can have its slot, even when the last heartbeat was on its way for long. */
function longer(weather: Answer): Case {
  return {
    leaseSeconds: 10,
    async happens({ holder, door, taken }) {
      const isTold = async () => {
        door.delayBy(2_000);
        await door.answered(isHeartbeat, 1);
        door.answerAll(weather);
        await holder.says('lost');
      };
      const isTooLate = async () => {
        await taken;
        throw new Error('Somebody else got a slot before its holder was told.');
      };
      await Promise.race([isTold(), isTooLate()]);
      await taken;
    },
    slots: 'passed on',
  };
}

/** Each heartbeat that gets through gives a whole lease. Three of them with the pauses are longer than one. */
function withGaps(weather: Answer): Case {
  return {
    leaseSeconds: 30,
    async happens({ door }) {
      for (let gaps = 0; gaps < 3; gaps += 1) {
        door.answerAll(weather);
        await door.refused(2);
        door.answerAll(undefined);
        await door.answered(isHeartbeat, 1);
      }
    },
    slots: 'kept',
  };
}

function endsBy(signal: NodeJS.Signals): Case {
  return {
    leaseSeconds: 3600,
    async happens({ holder }) {
      holder.kill(signal);
      await holder.exited;
    },
    slots: 'given back',
  };
}
