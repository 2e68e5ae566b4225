import type { Call } from './management/types.ts';

/** The events of a client, for traces, metrics and logs. Durations are milliseconds. */
export type BerthEvent =
  | {
      readonly type: 'request';
      readonly method: string;
      /** The path, including its ids. */
      readonly path: string;
      /** Undefined when there was no answer. */
      readonly status: number | undefined;
      readonly durationMs: number;
      readonly error?: unknown;
    }
  | { readonly type: 'call.waiting'; readonly id: string; readonly retryAfter: number | undefined }
  | { readonly type: 'call.started'; readonly call: Call; readonly waitedMs: number }
  | { readonly type: 'call.ended'; readonly call: Call; readonly endReason: string; readonly heldMs: number }
  | { readonly type: 'call.lost'; readonly call: Call; readonly cause: unknown }
  /** It is tried again. The calls lose their slots after `untilLostMs` if it keeps failing. */
  | {
      readonly type: 'heartbeat.failed';
      readonly ids: readonly string[];
      readonly cause: unknown;
      readonly untilLostMs: number;
    };

export type Notify = (event: BerthEvent) => void;

/** A listener must not be able to end a call. */
export function notifier(listen: Notify | undefined): Notify {
  return (event) => {
    try {
      listen?.(event);
    } catch {
      // An error of the listener must not affect a call.
    }
  };
}
