import { methodOf, type AnyCall } from './request.ts';
import { Failure, noAnswer } from './failure.ts';

interface Answer<Body> {
  readonly body: Body;
  readonly etag: string | undefined;
}

/**
 * Decides what a refusal means when an earlier try of the same call had no answer: perhaps that try succeeded, and is
 * the reason for the refusal.
 * @param look loads the current state at the same path
 * @throws Failure the refusal, when it can't be a consequence of the same call; `no_answer` when that is not known
 */
export async function afterLostAnswer<Body>(
  call: AnyCall,
  refusal: Failure,
  look: () => Promise<Answer<Body>>,
): Promise<Answer<Body>> {
  const method = methodOf(call);
  if (method === 'DELETE' && refusal.code === 'not_found')
    return { body: undefined as Body, etag: undefined };
  if (refusal.code !== 'stale_version') throw refusal;
  if (method !== 'PATCH') throw noAnswer(true);
  const isNow = await look();
  if (!holds(isNow.body, call.body)) throw refusal;
  return isNow;
}

/** Whether something has all the values of an edit, as far as the API stores them unchanged. */
function holds(found: unknown, edit: unknown): boolean {
  const values = (found ?? {}) as Readonly<Record<string, unknown>>;
  return Object.entries(edit ?? {}).every(([name, value]) => kept(values[name]) === kept(value));
}

/** The API trims texts, composes their characters and changes the case of language tags. */
const kept = (value: unknown): string =>
  (JSON.stringify(value) ?? '').normalize('NFKC').replaceAll(/\s/g, '').toLowerCase();
