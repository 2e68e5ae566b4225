import * as fc from 'fast-check';
import type { OpenApiDocument, OperationObject } from '../../../tools/openapi/document.ts';
import { referenced, type Schema } from '../../../tools/openapi/schemas.ts';
import { placeholder } from './pools.ts';
import { brokenFrom, rawBodies, valuesOf } from './values.ts';

/** A generated request. Its placeholders are filled in when it is sent. */
export interface MadeUp {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  /** The sender. `right` is one with the right. */
  readonly as: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly schema: Schema;
}

interface Content {
  readonly schema: Schema;
  readonly example?: unknown;
}

/** Requests of every operation in the document: right ones, broken ones, and ones by callers without the right. */
export function requestsOf(document: OpenApiDocument, callers: readonly string[]): fc.Arbitrary<MadeUp> {
  const { parameters, schemas } = document['components'] as {
    parameters: Record<string, Parameter>;
    schemas: Record<string, Schema>;
  };
  const resolve = (schema: Schema): Schema => {
    const name = referenced(schema);
    return name === undefined ? schema : resolve(schemas[name] ?? {});
  };
  const parameterOf = (stated: object): Parameter => {
    const { $ref } = stated as { $ref?: string };
    return $ref === undefined
      ? (stated as Parameter)
      : (parameters[$ref.split('/').at(-1) ?? ''] as Parameter);
  };

  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  return fc.oneof(
    ...operations.map(({ path, method, operation }) => {
      const stated = (operation.parameters ?? []).map(parameterOf);
      const inQuery = stated.filter((parameter) => parameter.in === 'query');
      return fc.record({
        operationId: fc.constant(operation.operationId),
        method: fc.constant(method),
        path: pathsOf(path, stated, resolve),
        as: fc.oneof(
          { arbitrary: fc.constant('right'), weight: 5 },
          { arbitrary: fc.constantFrom(...callers), weight: 1 },
        ),
        query: queriesOf(inQuery, resolve),
        headers: headersOf(stated, operation),
        body: bodiesOf(operation, resolve),
      });
    }),
  );
}

/** Most are right, because with many parameters each has to be. */
const seldom = <T>(right: fc.Arbitrary<T>, wrong: fc.Arbitrary<T>, weight = 20): fc.Arbitrary<T> =>
  fc.oneof({ arbitrary: right, weight }, { arbitrary: wrong, weight: 1 });

function pathsOf(path: string, stated: readonly Parameter[], resolve: (schema: Schema) => Schema) {
  const inPath = stated.filter((parameter) => parameter.in === 'path');
  const garbage = fc.oneof(
    fc.string({ minLength: 1, maxLength: 40 }),
    fc.constantFrom('.', '..', '%', '%00', 'null'),
  );
  const values = inPath.map(({ schema }) =>
    seldom(valuesOf(schema, resolve) as fc.Arbitrary<string>, garbage),
  );
  return fc.tuple(...values).map((chosen) =>
    path.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = chosen[inPath.findIndex((parameter) => parameter.name === name)] ?? '';
      // Placeholders are filled in later. All else is encoded as a client would do it.
      return value.startsWith('«') ? value : encodeURIComponent(value);
    }),
  );
}

function queriesOf(stated: readonly Parameter[], resolve: (schema: Schema) => Schema) {
  const odd = fc.constantFrom('', '0', '-1', '101', '1e1', 'yes', 'None', '«cursor:0»', 'AAAA', '\0');
  const values = Object.fromEntries(
    stated.map(({ name, schema }) => {
      const right =
        name === 'cursor'
          ? fc.nat({ max: 30 }).map((n) => placeholder('cursor', n))
          : valuesOf(schema, resolve);
      return [name, seldom(right.map(String), odd, 6)];
    }),
  );
  const known = fc.record(values, { requiredKeys: [], noNullPrototype: true }) as fc.Arbitrary<
    Record<string, string>
  >;
  return fc.oneof(
    { arbitrary: fc.constant({}), weight: 10 },
    { arbitrary: known, weight: 9 },
    { arbitrary: fc.constant({ unknown: '1' }), weight: 1 },
  );
}

function headersOf(stated: readonly Parameter[], { requestBody }: OperationObject) {
  const has = (name: string) => stated.some((parameter) => parameter.name === name);
  const { content = {} } = (requestBody ?? {}) as { content?: object };
  const types = Object.keys(content);
  const values = {
    ...(has('Idempotency-Key') && {
      'idempotency-key': seldom(fc.stringMatching(/^k[0-9]$/), fc.constant('no key')),
    }),
    ...(has('If-Match') && { 'if-match': fc.constantFrom('*', '*', '"1"', 'W/"2"', 'x') }),
  };
  const optional = fc.record(values, { requiredKeys: [], noNullPrototype: true }) as fc.Arbitrary<
    Record<string, string>
  >;
  if (types.length === 0) return optional;
  const type = seldom(fc.constantFrom(...types), fc.constantFrom('text/plain', 'application/json; x', ''));
  return fc
    .tuple(optional, type)
    .map(([others, contentType]) => ({ ...others, 'content-type': contentType }));
}

function bodiesOf({ requestBody }: OperationObject, resolve: (schema: Schema) => Schema) {
  const { content = {} } = (requestBody ?? {}) as { content?: Record<string, Content> };
  const json = content['application/json'];
  if (json === undefined) {
    const examples = Object.values(content).map(({ example }) => String(example));
    return examples.length === 0
      ? fc.constant(undefined)
      : seldom(fc.constantFrom(...examples), fc.string({ unit: 'binary' }), 3);
  }
  const right = valuesOf(json.schema, resolve);
  const inJson = (value: unknown) => JSON.stringify(value) ?? 'null';
  return fc.oneof(
    { arbitrary: right.map(inJson), weight: 12 },
    { arbitrary: brokenFrom(right).map(inJson), weight: 4 },
    { arbitrary: rawBodies, weight: 1 },
  );
}
