import type { OpenApiDocument } from '../openapi/document.ts';

/** The part of JSON Schema that the document uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly description?: string;
}

/** An operation as the clients see it. */
export interface ClientOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly pathParameters: readonly string[];
  readonly query: readonly { readonly name: string; readonly required: boolean; readonly schema: Schema }[];
  /** Whether it takes If-Match, or Idempotency-Key. */
  readonly takesIfMatch: boolean;
  readonly takesIdempotencyKey: boolean;
  readonly body:
    { readonly schema: Schema; readonly required: boolean; readonly isText: boolean } | undefined;
  /** Undefined when it answers without a body. */
  readonly answer: Schema | undefined;
}

interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: Schema;
}
type Content = Readonly<Record<string, { readonly schema: Schema }>>;
interface Components {
  readonly schemas: Readonly<Record<string, Schema>>;
  readonly parameters: Readonly<Record<string, Parameter>>;
}

const componentsOf = (document: OpenApiDocument) => document['components'] as Components;
const nameIn = (reference: string) => reference.slice(reference.lastIndexOf('/') + 1);

/** What `$ref` names. */
export const referenced = (schema: { readonly $ref?: string }): string | undefined =>
  schema.$ref === undefined ? undefined : nameIn(schema.$ref);

/** The schemas of answers, without those of problems. */
export function shapes(document: OpenApiDocument): [string, Schema][] {
  return Object.entries(componentsOf(document).schemas).filter(
    ([name, schema]) => schema.allOf === undefined && name !== 'ProblemFacts',
  );
}

export function problemCodes(document: OpenApiDocument): string[] {
  const codes = Object.values(componentsOf(document).schemas).flatMap(({ allOf = [] }) =>
    allOf.flatMap(({ properties }) => (properties?.['code']?.enum ?? []) as string[]),
  );
  return [...new Set(codes)].toSorted();
}

export function clientOperations(document: OpenApiDocument): ClientOperation[] {
  const { parameters } = componentsOf(document);
  const found = (parameter: Parameter) =>
    parameter.$ref === undefined ? parameter : (parameters[nameIn(parameter.$ref)] as Parameter);
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const taken = ((operation.parameters ?? []) as Parameter[]).map(found);
      const inside = (place: string) => taken.filter((parameter) => parameter.in === place);
      return {
        id: operation.operationId,
        method: method.toUpperCase(),
        path,
        summary: operation.summary,
        // In the order of the path.
        pathParameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string),
        query: inside('query').map(({ name, required = false, schema }) => ({
          name,
          required,
          schema: isFlag(schema) ? { type: 'boolean' } : schema,
        })),
        takesIfMatch: inside('header').some(({ name }) => name === 'If-Match'),
        takesIdempotencyKey: inside('header').some(({ name }) => name === 'Idempotency-Key'),
        body: bodyOf(operation.requestBody as { content: Content; required?: boolean } | undefined),
        answer: answerOf(operation.responses),
      };
    }),
  );
}

/** A flag is `true` or `false` as text in a query, and a boolean in the clients. */
const isFlag = ({ enum: values = [] }: Schema): boolean =>
  values.length === 2 && values.includes('true') && values.includes('false');

function bodyOf(body: { content: Content; required?: boolean } | undefined): ClientOperation['body'] {
  if (body === undefined) return undefined;
  const [type, { schema }] = Object.entries(body.content)[0] as [string, { schema: Schema }];
  // An object without fields needs no type.
  if (type === 'application/json' && Object.keys(schema.properties ?? {}).length === 0) return undefined;
  return { schema, required: body.required === true, isText: type !== 'application/json' };
}

function answerOf(responses: Readonly<Record<string, { content?: Content }>>): Schema | undefined {
  const [, success] = Object.entries(responses).find(([status]) => status.startsWith('2')) ?? [];
  return Object.values(success?.content ?? {})[0]?.schema;
}
