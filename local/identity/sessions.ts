import type { Adapter, Payload } from 'oidc-provider';

const SWEEP_ABOVE = 1_000;

interface Stored {
  model: string;
  payload: Payload;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

/**
 * Sessions, authorization codes and refresh tokens, in memory: a restart signs everybody out. There is no index,
 * because a laptop has few of them.
 */
export class Sessions {
  readonly #stored = new Map<string, Stored>();

  /** Ends all sessions of a person and revokes their refresh tokens. Access tokens remain valid until they expire. */
  signOut(userId: string): void {
    this.#remove(({ payload }) => payload.accountId === userId);
  }

  /** oidc-provider's storage for one kind of objects, in the form that it requires. */
  adapter(model: string): Adapter {
    const key = (id: string) => `${model}:${id}`;
    const alive = (id: string) => {
      const found = this.#stored.get(key(id));
      return found !== undefined && found.expiresAt > Date.now() ? found.payload : undefined;
    };
    return {
      upsert: async (id, payload, expiresIn = Infinity) => {
        if (this.#stored.size > SWEEP_ABOVE) this.#remove(({ expiresAt }) => expiresAt <= Date.now());
        this.#stored.set(key(id), { model, payload, expiresAt: Date.now() + expiresIn * 1000 });
      },
      find: async (id) => alive(id),
      findByUid: async (uid) =>
        [...this.#stored.values()].find((stored) => stored.model === model && stored.payload.uid === uid)
          ?.payload,
      findByUserCode: async () => undefined,
      consume: async (id) => {
        const payload = alive(id);
        if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000);
      },
      destroy: async (id) => {
        this.#stored.delete(key(id));
      },
      revokeByGrantId: async (grantId) => {
        this.#remove(({ payload }) => payload.grantId === grantId);
      },
    };
  }

  #remove(which: (stored: Stored) => boolean): void {
    for (const [key, stored] of this.#stored) if (which(stored)) this.#stored.delete(key);
  }
}
