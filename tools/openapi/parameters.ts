import { keepsAnswer, parametersIn, pathParameters, type Operation } from '../../lib/api/operation.ts';

import type { Components, Schema } from './schemas.ts';

const descriptions: { readonly [Name in keyof typeof pathParameters]: string } = {
  accountId: 'The account',
  environmentId: 'The environment',
  keyId: 'The API key',
  userId: 'The user: the `sub` of their tokens',
  invitationId: 'The invitation',
  callId: 'The call: your own id for it, or a generated one',
  agentId: 'The agent',
  numberId: 'The telephone number',
  campaignId: 'The campaign',
  webhookId: 'The webhook',
  deliveryId: 'The delivery',
  serviceAccountId: 'The service account',
};

/** The parameters that many operations share, each described once. */
export function parameterComponents(components: Components): Record<string, object> {
  const inPath = Object.entries(pathParameters).map(([name, source]) => {
    const { examples: [example] = [], ...schema } = components.schemaOf(source, 'input');
    const description = descriptions[name as keyof typeof pathParameters];
    return [name, { name, in: 'path', required: true, description, schema, example }];
  });
  return {
    ...Object.fromEntries(inPath),
    IfMatch: {
      name: 'If-Match',
      in: 'header',
      required: false,
      description: 'The `ETag` that you read: when it has changed since, the answer is 412 `stale_version`.',
      schema: { type: 'string' },
      example: '"3"',
    },
    IdempotencyKey: idempotencyKey(
      'Makes the request safe to repeat: the same key with the same body gets the same answer for 24 hours.',
    ),
    OwnIdempotencyKey: idempotencyKey(
      'Accepted, but this request is safe to repeat without it: see the description of the operation.',
    ),
  };
}

const idempotencyKey = (description: string): object => ({
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description,
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' },
  example: '6f1d2c0e-8a57-4d0b-9d6b-2f4f0c7e1a93',
});

/** The parameters of an operation: path, headers, query. */
export function parametersOf(operation: Operation, components: Components): object[] {
  const { path, method, versioned, query } = operation;
  const shared: string[] = [
    ...parametersIn(path),
    ...(versioned && method !== 'GET' && method !== 'POST' ? ['IfMatch'] : []),
    ...(keepsAnswer(operation) ? ['IdempotencyKey'] : []),
    ...(operation.ownIdempotency ? ['OwnIdempotencyKey'] : []),
  ];
  const references = shared.map((name) => ({ $ref: `#/components/parameters/${name}` }));
  return query === undefined
    ? references
    : [...references, ...queryParameters(components.schemaOf(query, 'input'))];
}

function queryParameters({ properties = {}, required = [] }: Schema): object[] {
  return Object.entries(properties as Record<string, Schema>).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(description !== undefined && { description }),
    schema,
  }));
}
