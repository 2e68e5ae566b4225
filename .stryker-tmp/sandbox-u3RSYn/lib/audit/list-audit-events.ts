import type { audit } from '../api/routes/audit.ts';
import type { UseCase } from '../request.ts';
import { readAuditEvents } from './audit-events.ts';

/** Lists the changes to an account, the newest first. */
export const listAuditEvents: UseCase<(typeof audit)['listAuditEvents']> = async (
  { params, query },
  { table },
) => ({ body: await readAuditEvents(table, params.accountId, query) });
