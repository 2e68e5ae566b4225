import type * as z from 'zod/mini';

/** The path of a field in a body. `0` stands for each element of an array. */
export type Path = readonly string[];

export interface Field {
  readonly path: Path;
  readonly kind: 'text' | 'number' | 'array';
}

type Definition = z.core.$ZodTypes['_zod']['def'];

/** The texts, numbers and arrays that a schema accepts. */
export function fieldsIn(schema: z.core.$ZodType, path: Path = []): Field[] {
  const definition = schema._zod.def as Definition;
  switch (definition.type) {
    case 'object':
      return Object.entries(definition.shape).flatMap(([name, inner]) => fieldsIn(inner, [...path, name]));
    case 'array':
      return [{ path, kind: 'array' }, ...fieldsIn(definition.element, [...path, '0'])];
    case 'union':
      return definition.options.flatMap((option) => fieldsIn(option, path));
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
      return fieldsIn(definition.innerType, path);
    case 'pipe':
      return fieldsIn(definition.in, path);
    case 'string':
    case 'enum':
      return [{ path, kind: 'text' }];
    case 'number':
      return [{ path, kind: 'number' }];
    default:
      return [];
  }
}

/** The value with another one at the end of a path. */
export function withAt(value: unknown, [name, ...rest]: Path, inner: unknown): unknown {
  if (name === undefined) return inner;
  if (name === '0') {
    const [first, ...others] = Array.isArray(value) ? (value as unknown[]) : [];
    return [withAt(first, rest, inner), ...others];
  }
  const object = (value ?? {}) as Readonly<Record<string, unknown>>;
  return { ...object, [name]: withAt(object[name], rest, inner) };
}

/** Long texts that are slow to process in one way or another. @param length in UTF-16 code units, about */
export const fills: Readonly<Record<string, (length: number) => string>> = {
  'one letter': (length) => 'a'.repeat(length),
  'marks on one letter': (length) => `a${'\u0301\u0316'.repeat(length / 2)}`,
  'letters of several alphabets': (length) => 'aаαբא'.repeat(length / 5),
  'subtags of a language': (length) => {
    const subtags = Array.from(
      { length: Math.ceil(length / 9) },
      (_, at) => `x${String(at).padStart(7, '0')}`,
    );
    return `en-u-${subtags.join('-')}`;
  },
  spaces: (length) => `${' '.repeat(length)}x`,
  'a ligature of eighteen letters': (length) => '\ufdfa'.repeat(length),
  'dots and labels': (length) => `a@${'a.'.repeat(length / 2)}com`,
  digits: (length) => `+1${'2'.repeat(length)}`,
};

/** The longest text in this many bytes. */
export function largest(fill: (length: number) => string, maxBytes: number): string {
  const bytes = Buffer.from(fill(maxBytes));
  return bytes
    .subarray(0, maxBytes)
    .toString()
    .replace(/\ufffd+$/, '');
}
