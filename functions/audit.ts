import { audit } from '../lib/api/routes/audit.ts';
import { listAuditEvents } from '../lib/audit/list-audit-events.ts';
import { deployed } from '../lib/deployed.ts';
import { serve as serveOperations } from '../lib/http/serve.ts';

export const serve = serveOperations(audit, { listAuditEvents });
export const handler = deployed(serve);
