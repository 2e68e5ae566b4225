import { invalidField } from '../api/problem.ts';

/** The only way in which Berth sends requests to a customer's address. */
export interface Outbound {
  /** Why no request may ever be sent to this URL; undefined when one may, judging by the URL alone. */
  refusal(url: string): string | undefined;
  /** Sends one POST. Resolves with the response, whatever its status; rejects when there is none. */
  post(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  /** The beginning of the body, at most 1,024 bytes. */
  readonly body: string;
}

/** @throws invalid_input that names the field `url` */
export function assertReachable(url: string, outbound: Outbound): void {
  const message = outbound.refusal(url);
  if (message !== undefined) throw invalidField('url', message);
}
