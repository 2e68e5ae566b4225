import type { AuditEvent } from '../api/routes/audit.ts';
import { foldEmail } from '../api/schemas/email.ts';
import type { UserId } from '../api/schemas/ids.ts';
import { keyOf } from '../table/keys.ts';
import type { Table } from '../table/table.ts';
import { updateBlind } from '../table/write.ts';

/** Replaces a name in the audit trail. */
export const FORMER_USER = 'Former user';

export type EventItem = AuditEvent & { readonly pk: string; readonly sk: string };

export interface ForgottenPerson {
  readonly userId: UserId;
  /** The current and the earlier ones, folded. */
  readonly addresses: ReadonlySet<string>;
}

/**
 * Erases a person's name and addresses from an event that they did or that is about them. It writes only these fields,
 * because two people in one event may be erased at the same time.
 * @returns whether there was anything to erase
 */
export async function forgetInEvent(
  event: EventItem,
  { userId, addresses }: ForgottenPerson,
  table: Table,
): Promise<boolean> {
  const { action, actor, target, before = {}, after = {} } = event;
  const isTheirs = (text: unknown) => typeof text === 'string' && addresses.has(foldEmail(text));
  const isToThem =
    action.startsWith('invitation.') && [target.name, before['email'], after['email']].some(isTheirs);
  const isAbout = isToThem || target.id === userId;
  const removed = [
    ...(actor.id === userId && actor.email !== undefined ? [['actor', 'email']] : []),
    ...(isAbout ? [...personalIn('before', before), ...personalIn('after', after)] : []),
  ];
  const isNamed = isAbout && target.name !== FORMER_USER;
  if (removed.length === 0 && !isNamed) return false;
  const pathOf = (parts: readonly string[]) => parts.map((part) => `#${part}`).join('.');
  const written = [...removed, ...(isNamed ? [['target', 'name']] : [])];
  await updateBlind(table, keyOf(event), {
    UpdateExpression: [
      ...(removed.length > 0 ? [`REMOVE ${removed.map(pathOf).join(', ')}`] : []),
      ...(isNamed ? ['SET #target.#name = :former'] : []),
    ].join(' '),
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeNames: Object.fromEntries(written.flat().map((part) => [`#${part}`, part])),
    ...(isNamed && { ExpressionAttributeValues: { ':former': FORMER_USER } }),
  });
  return true;
}

const personalIn = (side: 'before' | 'after', facts: Readonly<Record<string, unknown>>): string[][] =>
  ['email', 'name'].filter((field) => facts[field] !== undefined).map((field) => [side, field]);
