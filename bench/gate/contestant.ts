/** A way to let at most this many run at once. */
export interface Contestant {
  readonly name: string;
  /** What it is, in one line. */
  readonly what: string;
  /**
   * A new gate with this many slots, some of them taken by holders that do not come back during the measurement.
   * @param leaseSeconds how long a holder may be silent; unlimited when not given
   */
  open(slots: { limit: number; held: number; leaseSeconds?: number }): Promise<Gate>;
  /** Ends what it has started. */
  close(): Promise<void>;
}

export interface Gate {
  /** Takes a slot. Undefined when all are taken. */
  start(): Promise<unknown>;
  /** Gives the slot of this holder back. */
  end(holder: unknown): Promise<void>;
  /** Reports that this holder is alive. Absent where this does not exist. */
  readonly beat?: (holder: unknown) => Promise<void>;
  /** Lets this many seconds pass, not necessarily by waiting. */
  pass(seconds: number): Promise<void>;
}
