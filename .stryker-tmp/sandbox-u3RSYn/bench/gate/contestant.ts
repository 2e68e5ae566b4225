/** A way to let no more than so many run at once. */
export interface Contestant {
  readonly name: string;
  /** One line: what it is. */
  readonly what: string;
  /**
   * A fresh gate of so many places, some of them taken by holders that do not come back during the measurement.
   * @param leaseSeconds how long a holder may be silent; as long as it takes when not given
   */
  open(places: { limit: number; held: number; leaseSeconds?: number }): Promise<Gate>;
  /** Ends what it has started. */
  close(): Promise<void>;
}

export interface Gate {
  /** Takes a place. Undefined: all are taken. */
  start(): Promise<unknown>;
  /** Gives the place of this holder back. */
  end(holder: unknown): Promise<void>;
  /** Tells that this holder is alive. Absent where there is no such thing. */
  readonly beat?: (holder: unknown) => Promise<void>;
  /** Lets so many seconds pass; not necessarily by waiting. */
  pass(seconds: number): Promise<void>;
}
