import type { ReactNode } from 'react';
import { useEnvironments } from '../environments/environment-provider.tsx';
import { figure } from '../format/figure.ts';
import { At } from '../format/time.tsx';
import { Cut } from '../parts/copyable.tsx';
import { UserName } from '../users/user-name.tsx';
import type { AuditEvent } from './sentence.ts';

/**
 * The changes of an event: every field that differs; of something new or deleted, all of its fields. Limits are
 * recorded by the ids of their environments, which are replaced by names.
 */
export function Changes({ of: event }: { of: Pick<AuditEvent, 'action' | 'before' | 'after'> }) {
  const { all } = useEnvironments();
  const nameOf = (id: unknown) => all.find((environment) => environment.id === id)?.name;
  const changed = changesIn(event);
  if (changed.length === 0) return null;
  return (
    <dl className="changes">
      {changed.map(({ name, before, after }) => (
        <div key={name}>
          <dt>{nameOf(name) ?? (isId.test(name) ? <Cut text={name} /> : labelOf(name, event.action))}</dt>
          <dd>
            {Array.isArray(before) && Array.isArray(after) ? (
              <Members before={before.map(inWords)} after={after.map(inWords)} />
            ) : (
              <>
                {before !== undefined && <del>{nameOf(before) ?? shown(name, before)}</del>}
                {before !== undefined && after !== undefined && ' → '}
                {after !== undefined && <ins>{nameOf(after) ?? shown(name, after)}</ins>}
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What was added to a list, and what was removed from it. */
function Members({ before, after }: { before: readonly string[]; after: readonly string[] }) {
  const added = after.filter((one) => !before.includes(one));
  const removed = before.filter((one) => !after.includes(one));
  return (
    <>
      {added.length > 0 && (
        <>
          added <ins>{added.join(', ')}</ins>
        </>
      )}
      {added.length > 0 && removed.length > 0 && ', '}
      {removed.length > 0 && (
        <>
          removed <del>{removed.join(', ')}</del>
        </>
      )}
    </>
  );
}

type Facts = Readonly<Record<string, unknown>>;

/** A fact before and after; undefined: it had or has none. */
interface Change {
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Facts that say where it happened: they belong to the sentence. */
const places = new Set(['environmentId', 'environmentName', 'accountId']);

function changesIn(event: Pick<AuditEvent, 'action' | 'before' | 'after'>): Change[] {
  // It exists, as it was, until its last call ends.
  if (event.action === 'environment.draining') return [];
  const isWhole = !event.before || !event.after;
  const before = flat(event.before ?? {});
  const after = flat(event.after ?? {});
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => !places.has(name))
    .map((name) => ({ name, before: before[name], after: after[name] }))
    .filter((one) =>
      isWhole
        ? !isNothing(one.before ?? one.after)
        : // A fact of something that remains is not removed because only the state before was recorded with it.
          one.after !== undefined && JSON.stringify(one.before) !== JSON.stringify(one.after),
    );
}

/** Nested facts, each under its own name: `{ plan: { name } }` as `{ 'plan name': … }`. */
function flat(facts: Facts): Facts {
  const entries = Object.entries(facts).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(flat(value as Facts)).map(([inner, fact]) => [`${name} ${inner}`, fact])
      : [[name, value]],
  );
  return Object.fromEntries(entries) as Facts;
}

/** Facts of something new or deleted that are not worth showing. */
const isNothing = (value: unknown): boolean =>
  value === null ||
  value === false ||
  value === 0 ||
  value === '' ||
  (Array.isArray(value) && value.length === 0);

/** Fields with another name in the console. */
const called: Readonly<Record<string, string>> = {
  apiKeys: 'API keys',
  contactCount: 'contacts',
  e164: 'number',
  graceSeconds: 'grace period',
  promptSha256: 'SHA-256 of the prompt',
  url: 'URL',
};

/** “maxConcurrentCalls” as “max concurrent calls”, “agentId” as “agent”. */
function labelOf(name: string, action: string): string {
  // Keys and secrets are recorded by the part by which people know them.
  if (name === 'masked') return action.startsWith('api_key.') ? 'API key' : 'secret';
  return called[name] ?? name.replace(/Id$/, '').replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

const isTime = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const isId = /^([a-z]{3}_[0-9A-HJKMNP-TV-Z]{26}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const isHash = /^[0-9a-f]{64}$/;

const hours = new Intl.NumberFormat('en-GB', { style: 'unit', unit: 'hour', unitDisplay: 'long' });

function shown(name: string, value: unknown): ReactNode {
  if (typeof value === 'string') {
    if (isTime.test(value)) return <At time={value} />;
    if (name === 'userId') return <UserName id={value} />;
    if (isId.test(value) || isHash.test(value)) return <Cut text={value} />;
  }
  if (name === 'graceSeconds' && typeof value === 'number') return hours.format(value / 3_600);
  if (Array.isArray(value)) return value.map(inWords).join(', ') || 'none';
  return inWords(value);
}

function inWords(value: unknown): string {
  // The part of an API key by which people know it.
  if (typeof value === 'object' && value !== null && 'masked' in value) return inWords(value.masked);
  if (value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return figure(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
