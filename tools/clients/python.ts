import type { OpenApiDocument } from '../openapi/document.ts';
import {
  clientOperations,
  problemCodes,
  referenced,
  shapes,
  type ClientOperation,
  type Schema,
} from './operations.ts';

const HEAD = '# Written by `npm run openapi` from openapi.json. Change the route table instead.\n';
const FUTURE = 'from __future__ import annotations\n';

/** The objects of the API as TypedDicts, with the field names of the JSON. */
export function pythonTypes(document: OpenApiDocument): string {
  const codes = problemCodes(document).map((code) => `    ${literal(code)},`);
  const operations = clientOperations(document);
  const classes = [
    ...shapes(document).flatMap(([name, schema]) => typedDict(name, schema)),
    ...operations.flatMap(({ id, body, answer }) => [
      ...(body === undefined || body.isText ? [] : named(body.schema, bodyName(id))),
      ...(answer === undefined ? [] : named(answer, answerName(id))),
    ]),
  ];
  return [
    `${HEAD}${FUTURE}`,
    'import sys',
    'from typing import TYPE_CHECKING, Any, Literal, TypedDict\n',
    // Python 3.10 does not have it. Type checkers bring it, and nothing else needs it.
    'if sys.version_info >= (3, 11):\n    from typing import NotRequired',
    'elif TYPE_CHECKING:\n    from typing_extensions import NotRequired\n',
    `ProblemCode = Literal[\n${codes.join('\n')}\n]\n"""The values of a problem's \`code\`; more may be added."""\n`,
    ...classes.map((one) => `\n${one}`),
  ].join('\n');
}

/** A method for each operation, which passes it to `_request`. */
export function pythonOperations(document: OpenApiDocument, flavour: 'sync' | 'async'): string {
  const name = flavour === 'sync' ? 'Operations' : 'AsyncOperations';
  const operations = clientOperations(document);
  const methods = operations.map((operation) => method(operation, flavour));
  const used = new Set(methods.join('\n').match(/\b[A-Z]\w+/g));
  const types = pythonTypes(document).matchAll(/^(?:class (\w+)\(|(\w+) = TypedDict)/gm);
  const imported = [...types].map(([, one, other]) => one ?? other ?? '').filter((type) => used.has(type));
  return [
    HEAD + '# mypy: disable-error-code="no-any-return"',
    FUTURE,
    'from typing import Any, Literal\n',
    'from ._path import segment',
    `from .types import (\n${imported
      .toSorted()
      .map((type) => `    ${type},`)
      .join('\n')}\n)\n\n`,
    `class ${name}:`,
    `    """Every operation, under the name that openapi.json gives it."""\n`,
    `    ${flavour === 'async' ? 'async ' : ''}def _request(self, method: str, path: str, **sent: Any) -> Any:`,
    '        raise NotImplementedError',
    ...methods,
    '',
  ].join('\n');
}

function method(operation: ClientOperation, flavour: 'sync' | 'async'): string {
  const { id, method: verb, path, summary, pathParameters, query, body, answer } = operation;
  const keywords = [
    ...query.map(({ name, required, schema }) =>
      parameter(snake(name), typeOf(schema, bodyName(id)).type, required),
    ),
    ...(body === undefined
      ? []
      : [parameter('body', body.isText ? 'str' : typeOf(body.schema, bodyName(id)).type, body.required)]),
    ...(operation.takesIfMatch ? [parameter('if_match', 'str', false)] : []),
    ...(operation.takesIdempotencyKey ? [parameter('idempotency_key', 'str', false)] : []),
  ];
  const taken = [
    'self',
    ...pathParameters.map((name) => parameter(snake(name), 'str', true)),
    ...(keywords.length === 0 ? [] : ['*', ...keywords]),
  ];
  const target = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => `{segment(${snake(name)})}`);
  const sent = query.map(({ name }) => `${literal(name)}: ${snake(name)}`);
  const given = [
    literal(verb),
    `${target === path ? '' : 'f'}${literal(target)}`,
    ...(sent.length === 0 ? [] : [`query={${sent.join(', ')}}`]),
    ...(body === undefined ? [] : [`${body.isText ? 'text' : 'body'}=body`]),
    ...(operation.takesIfMatch ? ['if_match=if_match'] : []),
    ...(operation.takesIdempotencyKey ? ['idempotency_key=idempotency_key'] : []),
  ];
  const [prefix, wait] = flavour === 'async' ? ['async ', 'await '] : ['', ''];
  return [
    '',
    `    ${prefix}def ${snake(id)}(`,
    ...taken.map((one) => `        ${one},`),
    `    ) -> ${answer === undefined ? 'None' : typeOf(answer, answerName(id)).type}:`,
    `        """${summary}: \`${verb} ${path}\`"""`,
    `        return ${wait}self._request(`,
    ...given.map((one) => `            ${one},`),
    '        )',
  ].join('\n');
}

const parameter = (name: string, type: string, required: boolean): string =>
  required ? `${name}: ${type}` : `${name}: ${type} | None = None`;

/** The object that contains an inline object, which is named after it. */
const named = (schema: Schema, name: string): string[] => typeOf(schema, name).classes;
const bodyName = (id: string): string => `${pascal(id)}Body`;
const answerName = (id: string): string => `${pascal(id)}Answer`;

interface PythonType {
  readonly type: string;
  /** The TypedDicts of the objects in it. */
  readonly classes: string[];
}

/** @param name of the object, if it is one */
function typeOf(schema: Schema, name: string): PythonType {
  const known = referenced(schema);
  if (known !== undefined) return { type: known, classes: [] };
  if (schema.const !== undefined) return { type: `Literal[${literal(schema.const)}]`, classes: [] };
  if (schema.enum !== undefined)
    return { type: `Literal[${schema.enum.map(literal).join(', ')}]`, classes: [] };
  const either =
    schema.anyOf ??
    schema.oneOf ??
    (Array.isArray(schema.type) ? (schema.type as string[]).map((type) => ({ ...schema, type })) : undefined);
  if (either !== undefined) return union(either, name);
  if (schema.type === 'array') {
    const { type, classes } = typeOf(schema.items ?? {}, `${name}Item`);
    return { type: `list[${type}]`, classes };
  }
  if (schema.type === 'object')
    return schema.properties === undefined
      ? { type: 'dict[str, Any]', classes: [] }
      : { type: name, classes: typedDict(name, schema) };
  return { type: PLAIN[String(schema.type)] ?? 'Any', classes: [] };
}

const PLAIN: Readonly<Record<string, string>> = {
  string: 'str',
  integer: 'int',
  number: 'float',
  boolean: 'bool',
  null: 'None',
};

function union(schemas: readonly Schema[], name: string): PythonType {
  const objects = schemas.filter(({ properties }) => properties !== undefined);
  const types = schemas.map((schema) =>
    typeOf(schema, objects.length > 1 ? `${name}${objects.indexOf(schema) + 1}` : name),
  );
  return {
    type: types.map(({ type }) => type).join(' | '),
    classes: types.flatMap(({ classes }) => classes),
  };
}

/** The class of an object, after the classes of the objects in it. */
function typedDict(name: string, { properties = {}, required = [] }: Schema): string[] {
  const fields = Object.entries(properties).map(([field, schema]) => {
    const { type, classes } = typeOf(schema, `${name}${pascal(field)}`);
    const annotation = required.includes(field) ? type : `NotRequired[${type}]`;
    return { field, annotation, classes, about: schema.description };
  });
  // A class can't have a field that is a keyword of Python.
  const own = fields.some(({ field }) => KEYWORDS.has(field))
    ? [
        `${name} = TypedDict(\n    "${name}",\n    {`,
        ...fields.map(({ field, annotation }) => `        "${field}": ${quoted(annotation)},`),
        '    },\n)\n',
      ]
    : [
        `class ${name}(TypedDict):`,
        ...fields.map(
          ({ field, annotation, about }) =>
            `    ${field}: ${annotation}${about === undefined ? '' : `\n    """${about}"""`}`,
        ),
        ...(fields.length === 0 ? ['    pass'] : []),
        '',
      ];
  return [...fields.flatMap(({ classes }) => classes), own.join('\n')];
}

const KEYWORDS = new Set(['from', 'class', 'def', 'import', 'in', 'is', 'not', 'or', 'and', 'pass', 'with']);
const quoted = (text: string): string => `'${text}'`;
const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
const snake = (name: string): string => {
  const lower = name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return KEYWORDS.has(lower) ? `${lower}_` : lower;
};
const literal = (value: unknown): string =>
  value === true ? 'True' : value === false ? 'False' : JSON.stringify(value);
