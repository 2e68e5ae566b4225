import type { EnvironmentId } from '../../../lib/api/schemas/ids.ts';
import { gatesKnownOf } from '../../../lib/gate/known-gates.ts';
import type { Client } from '../../setup/client.ts';
import type { Person, TestBerth } from '../../setup/berth.ts';
import { sweepNow } from '../../setup/sweep.ts';
import { forgetGates, type Stage } from '../race.ts';

/** The product under test, as the steps use it. */
export interface Real extends Stage {
  readonly call: Client;
  readonly berth: TestBerth;
  /** Signs in at a moment of the model's time. */
  signIn(email: string, at: number): Promise<Person>;
  sweep(): Promise<void>;
  /** The next request meets a process that remembers this many gates of the environment, or a new process. */
  otherProcess(environment: string, remembered: number): void;
}

export function realOf(stage: Stage, berth: TestBerth): Real {
  return {
    ...stage,
    berth,
    signIn: (email, at) => berth.aPerson({ email, authTime: Math.floor(at / 1000) }),
    async sweep() {
      const { failed } = await sweepNow(stage.context);
      if (failed > 0) throw new Error('the sweep failed');
    },
    otherProcess(environment, remembered) {
      forgetGates(environment as EnvironmentId);
      gatesKnownOf(environment as EnvironmentId).sawCount(remembered);
    },
  };
}
