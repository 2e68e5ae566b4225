import { environments } from '../lib/api/routes/environments.ts';
import { deployed } from '../lib/deployed.ts';
import { createEnvironment } from '../lib/environments/create-environment.ts';
import { deleteEnvironment } from '../lib/environments/deletion/delete-environment.ts';
import { editEnvironment } from '../lib/environments/edit-environment.ts';
import { getConcurrency } from '../lib/concurrency/get-concurrency.ts';
import { getEnvironment } from '../lib/environments/get-environment.ts';
import { listApiKeys } from '../lib/api-keys/list-api-keys.ts';
import { getEnvironmentCall } from '../lib/calls/get-environment-call.ts';
import { listEnvironmentCalls } from '../lib/calls/list-environment-calls.ts';
import { listEnvironments } from '../lib/environments/list-environments.ts';
import { reallocateConcurrency } from '../lib/concurrency/reallocate-concurrency.ts';
import { releaseCall } from '../lib/calls/release-call.ts';
import { restoreEnvironment } from '../lib/environments/deletion/restore-environment.ts';
import { revokeApiKey } from '../lib/api-keys/revoke-api-key.ts';
import { rotateApiKey } from '../lib/api-keys/rotate-api-key.ts';
import { serve as serveOperations } from '../lib/http/serve.ts';

export const serve = serveOperations(environments, {
  listEnvironments,
  createEnvironment,
  getEnvironment,
  editEnvironment,
  deleteEnvironment,
  restoreEnvironment,
  getEnvironmentCall,
  listEnvironmentCalls,
  releaseCall,
  listApiKeys,
  rotateApiKey,
  revokeApiKey,
  getConcurrency,
  reallocateConcurrency,
});
export const handler = deployed(serve);
