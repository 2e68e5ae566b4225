import { useEnvironments } from '../environments/environment-provider.tsx';
import type { AuditEvent } from './sentence.ts';

/** What a change made of what: every field that is not as it was. Limits go by the ids of their environments: they get names. */
export function Changes({ of: event }: { of: Pick<AuditEvent, 'before' | 'after'> }) {
  const { all } = useEnvironments();
  const before = flat(event.before ?? {});
  const after = flat(event.after ?? {});
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  if (changed.length === 0) return null;
  return (
    <dl className="changes">
      {changed.map((name) => (
        <div key={name}>
          <dt>{all.find(({ id }) => id === name)?.name ?? label(name)}</dt>
          <dd>
            {name in before && <del>{shown(before[name])}</del>}
            {name in before && name in after && ' → '}
            {name in after && <ins>{shown(after[name])}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

type Facts = Readonly<Record<string, unknown>>;

/** Facts within facts, each under its own name: `{ plan: { name } }` as `{ 'plan name': … }`. */
function flat(facts: Facts): Facts {
  const entries = Object.entries(facts).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(flat(value as Facts)).map(([inner, fact]) => [`${name} ${inner}`, fact])
      : [[name, value]],
  );
  return Object.fromEntries(entries) as Facts;
}

/** “maxConcurrentCalls” as “max concurrent calls”. */
const label = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.map(shown).join(', ') || 'none';
  // Of an API key: the part that people know it by.
  if (typeof value === 'object' && value !== null && 'masked' in value) return shown(value.masked);
  if (value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}
