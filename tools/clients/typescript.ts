import type { OpenApiDocument } from '../openapi/document.ts';
import {
  clientOperations,
  problemCodes,
  referenced,
  shapes,
  type ClientOperation,
  type Schema,
} from './operations.ts';

const HEAD = '// Written by `npm run openapi` from openapi.json. Change the route table instead.\n';

/** The types of the management API: the answers, and a method for each operation. */
export function typescriptTypes(document: OpenApiDocument): string {
  const codes = problemCodes(document).map((code) => `\n  | '${code}'`);
  return [
    HEAD,
    `/** The values of a problem's \`code\`; more may be added. */\nexport type ProblemCode =${codes.join('')};\n`,
    ...shapes(document).map(([name, schema]) => `export interface ${name} ${typeOf(schema, '')}\n`),
    `/** Every operation, under the name that openapi.json gives it. */\nexport interface Operations {`,
    ...clientOperations(document).map(method),
    '}\n',
  ].join('\n');
}

/** Where each operation is. */
export function typescriptRoutes(document: OpenApiDocument): string {
  const rows = clientOperations(document).map(
    ({ id, method: verb, path, body }) =>
      `  ${id}: '${verb} ${path}${body?.isText === true ? ' text' : ''}',`,
  );
  return [
    HEAD,
    '/** Method and path of each operation; `text` when its body is not JSON. */',
    "export const routes: Readonly<Record<keyof import('./types.ts').Operations, string>> = {",
    ...rows,
    '};\n',
  ].join('\n');
}

function method(operation: ClientOperation): string {
  const fields = [
    ...operation.pathParameters.map((name) => `${name}: string`),
    ...operation.query.map(
      ({ name, required, schema }) => `${name}${required ? '' : '?'}: ${typeOf(schema, '    ')}`,
    ),
    ...(operation.body === undefined
      ? []
      : [`body${operation.body.required ? '' : '?'}: ${typeOf(operation.body.schema, '    ')}`]),
    ...(operation.takesIfMatch ? ['ifMatch?: string'] : []),
    ...(operation.takesIdempotencyKey ? ['idempotencyKey?: string'] : []),
  ];
  const optional = fields.every((field) => /^\w+\?:/.test(field)) ? '?' : '';
  const request =
    fields.length === 0 ? 'request?: Record<never, never>' : `request${optional}: { ${fields.join('; ')} }`;
  const answer = operation.answer === undefined ? 'void' : typeOf(operation.answer, '  ');
  return `  /** ${operation.summary}: \`${operation.method} ${operation.path}\` */\n  ${operation.id}(${request}): Promise<${answer}>;`;
}

function typeOf(schema: Schema, indent: string): string {
  const name = referenced(schema);
  if (name !== undefined) return name;
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(literal).join(' | ');
  const either = schema.anyOf ?? schema.oneOf;
  if (either !== undefined) return either.map((one) => typeOf(one, indent)).join(' | ');
  if (Array.isArray(schema.type))
    return (schema.type as string[]).map((type) => typeOf({ ...schema, type }, indent)).join(' | ');
  if (schema.type === 'array') return `(${typeOf(schema.items ?? {}, indent)})[]`;
  if (schema.type === 'object') return objectOf(schema, indent);
  return (
    { string: 'string', integer: 'number', number: 'number', boolean: 'boolean', null: 'null' }[
      String(schema.type)
    ] ?? 'unknown'
  );
}

function objectOf({ properties, required = [] }: Schema, indent: string): string {
  if (properties === undefined) return 'Record<string, unknown>';
  const inner = `${indent}  `;
  const lines = Object.entries(properties).map(([name, schema]) => {
    const about = schema.description === undefined ? '' : `${inner}/** ${schema.description} */\n`;
    return `${about}${inner}${name}${required.includes(name) ? '' : '?'}: ${typeOf(schema, inner)};`;
  });
  return `{\n${lines.join('\n')}\n${indent}}`;
}

const literal = (value: unknown): string =>
  typeof value === 'string' ? `'${value.replaceAll("'", "\\'")}'` : JSON.stringify(value);
