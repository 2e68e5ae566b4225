import { methodOf, type AnyCall } from './request.ts';
import { Failure, noAnswer } from './failure.ts';

interface Answer<Body> {
  readonly body: Body;
  readonly etag: string | undefined;
}

/**
 * What to make of a refusal when an earlier try of the same call had no answer: perhaps that one was done, and is what
 * this one was refused for.
 * @param look gets what is at the same path now
 * @throws Failure the refusal, when it can't be one's own doing; `no_answer` when nobody can tell
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

/** Whether something has all the values that an edit was to give it, as far as the API keeps them letter by letter. */
function holds(found: unknown, edit: unknown): boolean {
  const values = (found ?? {}) as Readonly<Record<string, unknown>>;
  return Object.entries(edit ?? {}).every(([name, value]) => kept(values[name]) === kept(value));
}

/** The API trims texts, composes their characters and chooses the capitals of language tags. */
const kept = (value: unknown): string =>
  (JSON.stringify(value) ?? '').normalize('NFKC').replaceAll(/\s/g, '').toLowerCase();
