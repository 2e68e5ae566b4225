import { randomUUID } from 'node:crypto';
import type { AuditEvent } from '../../lib/api/routes/audit.ts';
import type { EventId } from '../../lib/api/schemas/ids.ts';
import { newId, type Clock } from '../../lib/clock.ts';
import { keys } from '../../lib/table/keys.ts';
import type { Table } from '../../lib/table/table.ts';
import { putAll } from '../reliability/table-copy.ts';
import type { Person, TestAccount } from './berth.ts';

/** Adds events of the Admin to an account's trail. Every tenth is somebody else's. */
export async function lengthenTrail(
  { accountId, admin }: Pick<TestAccount, 'accountId' | 'admin'>,
  other: Person,
  length: number,
  { table, clock }: { table: Table; clock: Clock },
): Promise<void> {
  const events = Array.from({ length }, (_, index) => {
    const { userId, email } = index % 10 === 0 ? other : admin;
    const id = newId<EventId>('evt', clock);
    const event = {
      id,
      at: new Date(clock.now()).toISOString(),
      actor: { type: 'user', id: userId, email },
      action: 'account.updated',
      target: { type: 'account', id: accountId, name: 'Acme' },
      before: { name: 'Acme' },
      after: { name: 'Acme Telephony' },
      requestId: randomUUID(),
    } satisfies AuditEvent;
    return { ...keys.event(accountId, id), ...event };
  });
  await putAll(table, events);
}
