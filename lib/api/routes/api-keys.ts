import * as z from 'zod/mini';
import { defineOperations, page, Paging } from '../operation.ts';
import { MaskedKey, NewKey } from '../schemas/environment.ts';
import { graceSeconds } from '../schemas/grace.ts';
import { KeyId } from '../schemas/ids.ts';
import { Instant } from '../schemas/instant.ts';

export const ApiKey = z
  .object({
    id: KeyId,
    masked: MaskedKey,
    createdAt: Instant,
    lastUsedAt: z.nullable(Instant),
    expiresAt: z.nullable(Instant),
    createdBy: z.string(),
  })
  .with(z.meta({ id: 'ApiKey' }));

const RotatedKey = z
  .object({ ...ApiKey.shape, secret: NewKey.shape.secret, secretAvailable: z.boolean() })
  .with(z.meta({ id: 'RotatedApiKey' }));

const base = '/v1/accounts/{accountId}/environments/{environmentId}/api-keys';

export const apiKeys = defineOperations({
  listApiKeys: {
    method: 'GET',
    path: base,
    summary: 'List the active API keys of an environment',
    caller: 'member',
    effect: 'read',
    query: Paging,
    status: 200,
    answer: page(ApiKey),
  },
  rotateApiKey: {
    method: 'POST',
    path: `${base}/rotate`,
    summary: 'Create a new API key; the old one keeps working for a grace period',
    description:
      'At most two keys are active at a time. `supersede` revokes the oldest at once to make room.',
    caller: 'admin',
    effect: 'write',
    body: z.strictObject({
      graceSeconds: graceSeconds('key works'),
      supersede: z._default(z.boolean(), false),
    }),
    bodyOptional: true,
    status: 201,
    answer: RotatedKey,
    secret: true,
    problems: ['rotation_in_progress', 'environment_draining'],
    examples: { body: { graceSeconds: 3600 } },
  },
  revokeApiKey: {
    method: 'DELETE',
    path: `${base}/{keyId}`,
    summary: 'Revoke an API key at once',
    caller: 'admin',
    effect: 'write',
    status: 204,
  },
});
