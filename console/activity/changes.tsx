import type { ReactNode } from 'react';
import { useEnvironments } from '../environments/environment-provider.tsx';
import { At } from '../format/time.tsx';
import { Cut } from '../parts/copyable.tsx';
import type { AuditEvent } from './sentence.ts';

/**
 * The changes of an event: every field that differs; of something new, all of its fields. Limits are recorded by the
 * ids of their environments, which are replaced by names.
 */
export function Changes({ of: event }: { of: Pick<AuditEvent, 'before' | 'after'> }) {
  const { all } = useEnvironments();
  const isNew = (event.before ?? null) === null;
  const before = flat(event.before ?? {});
  const after = flat(event.after ?? {});
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = names.filter(
    (name) =>
      JSON.stringify(before[name]) !== JSON.stringify(after[name]) && !(isNew && isNothing(after[name])),
  );
  const nameOf = (id: unknown) => all.find((environment) => environment.id === id)?.name;
  if (changed.length === 0) return null;
  return (
    <dl className="changes">
      {changed.map((name) => (
        <div key={name}>
          <dt>{nameOf(name) ?? label(name)}</dt>
          <dd>
            {name in before && <del>{nameOf(before[name]) ?? shown(before[name])}</del>}
            {name in before && name in after && ' → '}
            {name in after && <ins>{nameOf(after[name]) ?? shown(after[name])}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

type Facts = Readonly<Record<string, unknown>>;

/** Nested facts, each under its own name: `{ plan: { name } }` as `{ 'plan name': … }`. */
function flat(facts: Facts): Facts {
  const entries = Object.entries(facts).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(flat(value as Facts)).map(([inner, fact]) => [`${name} ${inner}`, fact])
      : [[name, value]],
  );
  return Object.fromEntries(entries) as Facts;
}

/** Facts of something new that are not worth showing. */
const isNothing = (value: unknown): boolean =>
  value === null ||
  value === false ||
  value === 0 ||
  value === '' ||
  (Array.isArray(value) && value.length === 0);

/** Fields with another name in the console. */
const called: Readonly<Record<string, string>> = { e164: 'number', promptSha256: 'SHA-256 of the prompt' };

/** “maxConcurrentCalls” as “max concurrent calls”, “agentId” as “agent”. */
const label = (name: string): string =>
  called[name] ?? name.replace(/Id$/, '').replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const isTime = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const isId = /^([a-z]{3}_[0-9A-HJKMNP-TV-Z]{26}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const isHash = /^[0-9a-f]{64}$/;

function shown(value: unknown): ReactNode {
  if (typeof value === 'string') {
    if (isTime.test(value)) return <At time={value} />;
    if (isId.test(value) || isHash.test(value)) return <Cut text={value} />;
  }
  if (Array.isArray(value)) return value.map(inWords).join(', ') || 'none';
  return inWords(value);
}

function inWords(value: unknown): string {
  // The part of an API key by which people know it.
  if (typeof value === 'object' && value !== null && 'masked' in value) return inWords(value.masked);
  if (value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}
