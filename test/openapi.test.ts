import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import * as z from 'zod/mini';
import { routes } from '../lib/api/index.ts';
import { problemsOf } from '../lib/api/problems/of-operation.ts';
import { problems, type ProblemCode } from '../lib/api/problem.ts';
import { openApiDocument, type OperationObject } from '../tools/openapi/document.ts';

const document = openApiDocument();
const rows = routes.map((row) => [row.id, row] as const);

function operationOf({ path, method }: { path: string; method: string }): OperationObject {
  const operation = document.paths[path]?.[method.toLowerCase()];
  if (operation === undefined) throw new Error(`${method} ${path} is not in the document`);
  return operation;
}

/** What a `$ref` leads to, or the thing itself. */
function resolved<T>(thing: unknown): T {
  const { $ref } = thing as { $ref?: string };
  if ($ref === undefined) return thing as T;
  const steps = $ref.replace(/^#\//, '').split('/');
  const found = steps.reduce<unknown>(
    (at, step) => (at as Record<string, unknown> | undefined)?.[step],
    document,
  );
  if (found === undefined) throw new Error(`${$ref} leads nowhere`);
  return found as T;
}

interface MediaType {
  example?: unknown;
  examples?: Record<string, unknown>;
}
interface Response {
  headers?: Record<string, unknown>;
  content?: Record<string, MediaType>;
}

function everyReferenceIn(thing: unknown): string[] {
  if (typeof thing !== 'object' || thing === null) return [];
  return Object.entries(thing).flatMap(([name, value]) =>
    name === '$ref' ? [value as string] : everyReferenceIn(value),
  );
}

/** The documented problems of an operation, one example for each code. */
function documentedProblems(operation: OperationObject): { status: number; code: string; value: unknown }[] {
  return Object.entries(operation.responses).flatMap(([status, response]) => {
    const content = status === 'default' ? undefined : resolved<Response>(response).content;
    return Object.entries(content?.['application/problem+json']?.examples ?? {}).map(([code, example]) => ({
      status: Number(status),
      code,
      value: resolved<{ value: unknown }>(example).value,
    }));
  });
}

test('the document is valid OpenAPI 3.1', async () => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(structuredClone(document));
  expect(errors).toBeUndefined();
  expect({ valid, version: validator.version }).toEqual({ valid: true, version: '3.1' });
});

test('every reference in the document leads somewhere', () => {
  const references = everyReferenceIn(document);
  expect(references.length).toBeGreaterThan(100);
  for (const $ref of references) expect(resolved({ $ref })).toBeDefined();
});

test('the document holds every row of the route table, and nothing else', () => {
  const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, { operationId }]) => `${operationId}: ${method.toUpperCase()} ${path}`,
    ),
  );
  expect(documented.toSorted()).toEqual(
    routes.map(({ id, method, path }) => `${id}: ${method} ${path}`).toSorted(),
  );
});

describe.each(rows)('%s', (_, row) => {
  const operation = operationOf(row);

  test('documents exactly the problems that it can answer with, each under its status', () => {
    const documented = documentedProblems(operation);
    expect(documented.map(({ code }) => code).toSorted()).toEqual(problemsOf(row).toSorted());
    for (const { status, code } of documented) expect(status).toBe(problems[code as ProblemCode].status);
  });

  test('requires the kind of credential that it accepts', () => {
    expect(operation.security).toEqual([{ [row.caller === 'machine' ? 'machine' : 'person']: [] }]);
  });

  test('has a body exactly when the row has one, with an example that is accepted', () => {
    const { content, required } = (operation.requestBody ?? {}) as Response & { required?: boolean };
    const types = row.body === undefined ? Object.keys(row.upload?.examples ?? {}) : ['application/json'];
    expect(Object.keys(content ?? {})).toEqual(types);
    if (row.body === undefined) return;
    expect(required).toBe(row.bodyOptional !== true);
    expect(row.body.safeParse(content?.['application/json']?.example)).toMatchObject({ success: true });
  });

  test('has an example answer that is complete and has only what its schema knows', () => {
    for (const status of [row.status, ...(row.alsoStatus ?? [])]) {
      const { content } = resolved<Response>(operation.responses[status]);
      const types = row.answer === undefined ? [] : ['application/json'];
      expect(Object.keys(content ?? {})).toEqual(row.download === undefined ? types : ['text/csv']);
      const example = content?.['application/json']?.example;
      expect(row.answer?.parse(example)).toEqual(example);
    }
  });

  test('names the fields in the first line of the example of a file', () => {
    const { content } = resolved<Response>(operation.responses[row.status]);
    const [names] = (content?.['text/csv']?.example as string | undefined)?.split('\r\n') ?? [];
    expect(names?.split(',')).toEqual(row.download && Object.keys(row.download.line.shape));
  });

  test('names the headers of its answer', () => {
    const parameters = (operation.parameters ?? []).map(
      (parameter) => resolved<{ name: string }>(parameter).name,
    );
    expect(parameters.includes('Idempotency-Key')).toBe(row.method === 'POST');
    expect(parameters.includes('If-Match')).toBe(problemsOf(row).includes('stale_version'));
    for (const [status, response] of Object.entries(operation.responses)) {
      const headers = Object.keys(resolved<Response>(response).headers ?? {});
      expect(headers).toContain('X-Request-Id');
      expect(headers.includes('Retry-After')).toBe(status === '429' || status === '503');
      expect(headers.includes('WWW-Authenticate')).toBe(status === '401');
    }
    const answered = Object.keys(resolved<Response>(operation.responses[row.status]).headers ?? {});
    expect(answered.includes('ETag')).toBe(row.versioned === true && row.answer !== undefined);
    expect(answered).toContain('Cache-Control');
  });
});

test('the example of a problem has what its code promises, and nothing else', () => {
  const examples = routes.flatMap((row) => documentedProblems(operationOf(row)));
  for (const { code, value } of examples) {
    const problem: { status: number; title: string } = problems[code as ProblemCode];
    const extras = 'extras' in problem ? (problem.extras as Record<string, z.ZodMiniType>) : {};
    const promised = z.strictObject({
      type: z.literal(`/problems/${code}`),
      title: z.literal(problem.title),
      status: z.literal(problem.status),
      detail: z.string().check(z.minLength(1)),
      instance: z.string().check(z.regex(/^\/v1\/[^{}]+$/)),
      code: z.literal(code),
      requestId: z.string().check(z.minLength(1)),
      ...extras,
    });
    expect(promised.parse(value)).toEqual(value);
  }
});

test('the schema of a problem fixes its code and status, and requires its extra members', () => {
  const { schemas } = document['components'] as {
    schemas: Record<string, { allOf?: z.core.JSONSchema.BaseSchema[] }>;
  };
  const told = Object.values(schemas).flatMap(({ allOf: [, own] = [] }) => {
    const { code, status } = (own?.properties ?? {}) as Record<string, z.core.JSONSchema.BaseSchema>;
    return code?.enum === undefined
      ? []
      : [{ codes: code.enum, statuses: status?.enum, required: own?.required?.slice(2) }];
  });
  const possible = new Set<ProblemCode>(routes.flatMap((row) => problemsOf(row)));
  const promised = [...possible].map((code) => {
    const problem = problems[code];
    const extras = 'extras' in problem ? Object.entries<z.ZodMiniType>(problem.extras) : [];
    const required = extras.filter(([, extra]) => !extra.safeParse(undefined).success).map(([name]) => name);
    return { codes: [code], statuses: [problem.status], required };
  });
  const byCode = (one: { codes: unknown }, other: { codes: unknown }) =>
    String(one.codes).localeCompare(String(other.codes));
  expect(told.toSorted(byCode)).toEqual(promised.toSorted(byCode));
});

test('every component of the document is used, and no property of a problem is declared twice', () => {
  const used = new Set(
    everyReferenceIn(document).map((reference) => reference.split('/').slice(2).join('/')),
  );
  const { schemas, securitySchemes: _, ...others } = document['components'] as Record<string, object>;
  const unused = Object.entries({ schemas, ...others })
    .flatMap(([section, named]) => Object.keys(named ?? {}).map((name) => `${section}/${name}`))
    .filter((name) => !used.has(name));
  expect(unused).toEqual([]);
  for (const { allOf = [] } of Object.values(schemas as Record<string, { allOf?: unknown[] }>)) {
    const names = allOf.flatMap((part) =>
      Object.keys(resolved<{ properties?: object }>(part).properties ?? {}),
    );
    expect(names).toEqual([...new Set(names)]);
  }
});

test('a committed document that is out of date fails the check, and the message says what to do', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'berth-openapi-'));
  const file = join(directory, 'openapi.json');
  const write = (...more: string[]) =>
    spawnSync(process.execPath, ['tools/openapi/write.ts', file, ...more], { encoding: 'utf8' });
  try {
    expect(write().status).toBe(0);
    expect(write('--check')).toMatchObject({ status: 0, stderr: '' });
    await writeFile(file, '{}');
    const stale = write('--check');
    expect(stale.status).toBe(1);
    expect(stale.stderr).toContain('npm run openapi');
  } finally {
    await rm(directory, { recursive: true });
  }
});
