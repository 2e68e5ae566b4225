import { audit } from '../lib/api/routes/audit.ts';
import { exportAuditEvents } from '../lib/audit/export-audit-events.ts';
import { listAuditEvents } from '../lib/audit/list-audit-events.ts';
import { deployed } from '../lib/deployed.ts';
import { fileOf } from '../lib/http/files/download.ts';
import { serve as serveOperations } from '../lib/http/serve.ts';

export const serve = serveOperations(audit, { listAuditEvents, exportAuditEvents }, { fileOf });
export const handler = deployed(serve);
