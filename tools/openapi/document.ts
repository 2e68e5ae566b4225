import { routes } from '../../lib/api/index.ts';
import { limits } from '../../lib/api/limits.ts';
import type { CallerKind, Operation } from '../../lib/api/operation.ts';
import { problemsOf } from '../../lib/api/problems/of-operation.ts';
import { exampleOf } from './example.ts';
import { headerComponents, headersOfAnswer } from './headers.ts';
import { parameterComponents, parametersOf } from './parameters.ts';
import { ProblemResponses } from './problem-responses.ts';
import { limitsTable } from '../limits-table.ts';
import { Components } from './schemas.ts';
import { tags } from './tags.ts';

/** The version of the contract: the number before the first full stop is the one in the paths. */
const VERSION = '1.0.0';

const description = `
The account control plane of a voice-call platform. An account is split into environments. Each has its own API key and its
own limit on how many calls may run at once. The limits never add up to more than the plan.

**Errors** are problem documents (RFC 9457, \`application/problem+json\`). Decide by \`code\`; more codes may be added.
An existing path answers an unsupported method with 405 \`method_not_allowed\` and the header \`Allow\`. Resources of
somebody else are 404 \`not_found\`, as if they did not exist.

**Lists** are returned in pages: \`limit\` items, and \`nextCursor\` for the next page; \`null\` on the last one.

**Repeating a request** is safe: GET, PUT, PATCH and DELETE by nature, POST with an \`Idempotency-Key\`. The same key with
another request is refused (422 \`idempotency_key_reused\`).

**Editing.** Somebody else may edit the same thing: send the \`ETag\` that you read as \`If-Match\`.

**Input** must be as described here: an unknown field is refused (422), and a body may have ${limits.bodyBytes / 1024} KiB, unless the
operation says otherwise. Times are ISO 8601, UTC, with milliseconds.

**Limits.** A request that would exceed a limit is refused. In a \`limit_reached\`, the field \`limitOf\` names the limit, and \`limit\` is its value.

${limitsTable()}
`.trim();

const securitySchemes = {
  person: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'For people: the access token from the sign-in.',
  },
  machine: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'brt_…',
    description: 'For machines: the API key of an environment. It gives access only to this environment.',
  },
} as const;

const audiences: { readonly [Caller in CallerKind]: string } = {
  person: 'For anyone who is signed in.',
  member: 'For all users of the account.',
  admin: 'For Admins of the account.',
  operator: 'For operators of the platform (group `operators`).',
  machine: 'With an API key.',
};

export interface OpenApiDocument {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly [section: string]: unknown;
}

export interface OperationObject {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly security: readonly object[];
  readonly tags?: readonly string[];
  readonly parameters?: readonly object[];
  readonly requestBody?: object;
  readonly responses: Readonly<Record<string, object>>;
}

/** The OpenAPI 3.1 document of the whole API: the same one, letter for letter, for the same route table. */
export function openApiDocument(): OpenApiDocument {
  const components = new Components();
  const problems = new ProblemResponses(components);
  const paths: Record<string, Record<string, OperationObject>> = {};
  for (const { id, group, ...operation } of routes) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method.toLowerCase()]: {
        operationId: id,
        tags: [tags[group].name],
        ...operationObject(operation, components, problems),
      },
    };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Berth API',
      version: VERSION,
      description,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'Where this document comes from' }],
    tags: Object.values(tags),
    paths,
    components: {
      securitySchemes,
      parameters: parameterComponents(components),
      headers: headerComponents,
      responses: problems.responses(),
      examples: problems.examples(),
      schemas: components.all(),
    },
  };
}

function operationObject(
  operation: Operation,
  components: Components,
  problems: ProblemResponses,
): Omit<OperationObject, 'operationId'> {
  const { caller, summary, description: told, maxBytes } = operation;
  const room = maxBytes === undefined ? undefined : `The body may have ${maxBytes / 1024} KiB.`;
  const parameters = parametersOf(operation, components);
  const requestBody = requestBodyOf(operation, components);
  return {
    summary,
    description: [told, room, audiences[caller]].filter((part) => part !== undefined).join('\n\n'),
    security: [{ [caller === 'machine' ? 'machine' : 'person']: [] }],
    ...(parameters.length > 0 && { parameters }),
    ...(requestBody !== undefined && { requestBody }),
    responses: {
      ...answers(operation, components),
      ...problems.of(problemsOf(operation), instanceOf(operation, components)),
      default: problems.unexpected(),
    },
  };
}

function requestBodyOf(
  { body, bodyOptional, upload, examples }: Operation,
  components: Components,
): object | undefined {
  if (upload !== undefined) {
    const types = Object.entries(upload.examples).map(([type, example]) => [
      type,
      { schema: { type: 'string' }, example },
    ]);
    return { required: true, content: Object.fromEntries(types) };
  }
  if (body === undefined) return undefined;
  const schema = components.schemaOf(body, 'input');
  const example = examples?.body ?? exampleOf(schema, components);
  return { required: bodyOptional !== true, content: { 'application/json': { schema, example } } };
}

const meanings: Readonly<Record<number, string>> = { 200: 'Done', 201: 'Created', 204: 'Done; no content' };

function answers(operation: Operation, components: Components): Record<string, object> {
  const { status, alsoStatus = [], answer, download, examples } = operation;
  const headers = headersOfAnswer(operation);
  const schema = answer && components.schemaOf(answer, 'output');
  const content = download
    ? { 'text/csv': { schema: { type: 'string' }, example: download.example } }
    : schema && {
        'application/json': { schema, example: examples?.answer ?? exampleOf(schema, components) },
      };
  const meaning = (of: number) =>
    of === status ? (meanings[of] ?? 'Done') : 'Nothing had to change: the same answer again';
  return Object.fromEntries(
    [status, ...alsoStatus].map((of) => [
      of,
      { description: meaning(of), headers, ...(content && { content }) },
    ]),
  );
}

/** The path with an example instead of each parameter. */
function instanceOf({ path }: Operation, components: Components): string {
  const parameters = parameterComponents(components) as Record<string, { example?: string }>;
  return path.replace(/\{(\w+)\}/g, (_, name: string) => parameters[name]?.example ?? name);
}
