import * as z from 'zod/mini';
import { defineOperations, page, Paging } from '../operation.ts';
import { Count } from '../schemas/count.ts';
import { MaskedKey, NewKey } from '../schemas/environment.ts';
import { KeyId } from '../schemas/ids.ts';
import { Instant } from '../schemas/instant.ts';

/** How long an old API key works on after a rotation, in seconds, unless the Admin says otherwise; and at most. */
const DEFAULT_GRACE_SECONDS = 86_400;
const MAX_GRACE_SECONDS = 604_800;

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
    summary: 'List the live API keys of an environment',
    caller: 'member',
    effect: 'read',
    query: Paging,
    status: 200,
    answer: page(ApiKey),
  },
  rotateApiKey: {
    method: 'POST',
    path: `${base}/rotate`,
    summary: 'Make a new API key; the old one works on for a grace period',
    description: 'At most two keys are alive at a time. `supersede` ends the oldest at once to make room.',
    caller: 'admin',
    effect: 'write',
    body: z.strictObject({
      graceSeconds: z._default(Count.check(z.maximum(MAX_GRACE_SECONDS)), DEFAULT_GRACE_SECONDS),
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
