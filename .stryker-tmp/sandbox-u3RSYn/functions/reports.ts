import { environmentReports, reports } from '../lib/api/routes/reports.ts';
import { deployed } from '../lib/deployed.ts';
import { forMachinesAndPeople } from '../lib/scoped/environment-scope.ts';
import { fileOf } from '../lib/http/files/download.ts';
import { serve as serveOperations } from '../lib/http/serve.ts';
import { exportAccountUsage } from '../lib/reports/export-account-usage.ts';
import { exportCalls } from '../lib/reports/export-calls.ts';
import { exportUsage } from '../lib/reports/export-usage.ts';
import { getAccountUsage } from '../lib/reports/get-account-usage.ts';
import { getUsage } from '../lib/reports/get-usage.ts';

export const serve = serveOperations(
  reports,
  {
    ...forMachinesAndPeople(environmentReports, { getUsage, exportUsage, exportCalls }),
    getAccountUsage,
    exportAccountUsage,
  },
  { fileOf },
);
export const handler = deployed(serve);
