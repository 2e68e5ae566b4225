import type { AuditEvent } from './sentence.ts';

/** What a change made of what: every field that is not as it was. */
export function Changes({ of: { before = {}, after = {} } }: { of: Pick<AuditEvent, 'before' | 'after'> }) {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  if (changed.length === 0) return null;
  return (
    <dl className="changes">
      {changed.map((name) => (
        <div key={name}>
          <dt>{label(name)}</dt>
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

/** “maxConcurrentCalls” as “max concurrent calls”. */
const label = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function shown(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}
