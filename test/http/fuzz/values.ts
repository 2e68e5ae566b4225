import * as fc from 'fast-check';
import type { Schema } from '../../../tools/openapi/schemas.ts';
import { kindOf, placeholder } from './pools.ts';

type Resolve = (schema: Schema) => Schema;

const nth = fc.nat({ max: 39 });

/** Values that a schema of the document accepts, mostly such as people would send. */
export function valuesOf(source: Schema, resolve: Resolve): fc.Arbitrary<unknown> {
  const schema = resolve(source);
  const given = [...(schema.examples ?? []), ...(schema.default === undefined ? [] : [schema.default])];
  const made = madeOf(schema, resolve);
  return given.length === 0
    ? made
    : fc.oneof({ arbitrary: made, weight: 3 }, { arbitrary: fc.constantFrom(...given), weight: 1 });
}

function madeOf(schema: Schema, resolve: Resolve): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...(schema.enum as unknown[]));
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map((choice) => valuesOf(choice, resolve)));
  switch (schema.type) {
    case 'string':
      return textOf(schema);
    case 'integer':
    case 'number':
      return numberOf(schema);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(valuesOf(schema.items as Schema, resolve), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 4, 4),
      });
    case 'object': {
      const properties = Object.entries((schema.properties ?? {}) as Record<string, Schema>);
      const values = Object.fromEntries(properties.map(([name, value]) => [name, valuesOf(value, resolve)]));
      return fc.record(values, { requiredKeys: schema.required ?? [], noNullPrototype: true });
    }
    default:
      throw new Error(`The fuzzer does not know what to make of ${JSON.stringify(schema)}`);
  }
}

const word = fc.stringMatching(/^[a-z]{1,12}$/);

function textOf({ pattern, format, minLength = 0, maxLength = 64 }: Schema): fc.Arbitrary<string> {
  if (pattern !== undefined) {
    // fast-check ignores what a pattern excludes. Such a string is refused, which is documented too.
    const made = fc.stringMatching(new RegExp(pattern.replaceAll(/\(\?![^)]*\)/g, ''), 'u'));
    const kind = kindOf(pattern);
    const named = nth.map((n) => placeholder(kind ?? '', n));
    return kind === undefined
      ? made
      : fc.oneof({ arbitrary: named, weight: 20 }, { arbitrary: made, weight: 1 });
  }
  if (format === 'email') return word.map((name) => `${name}@example.com`);
  const free = fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, 80) });
  return fc.oneof({ arbitrary: word, weight: 4 }, { arbitrary: free, weight: 1 });
}

function numberOf({ minimum = 0, maximum = Number.MAX_SAFE_INTEGER }: Schema): fc.Arbitrary<number> {
  const usual = fc.integer({ min: minimum, max: Math.min(maximum, minimum + 20) });
  const any = fc.oneof(fc.constantFrom(minimum, maximum), fc.maxSafeInteger().map(Math.abs));
  return fc.oneof({ arbitrary: usual, weight: 4 }, { arbitrary: any, weight: 1 });
}

/** Values that nothing should accept, or only by chance. */
const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(-1, 0.5, 2 ** 53, -0, '5', '', ' ', null, true, [], {}, [[]], { a: {} }),
  fc.constantFrom(
    'a\0b',
    'a\u202eb',
    '\ud800',
    '\u3164',
    'аdmin',
    'x'.repeat(65),
    'x'.repeat(20_000),
    '__proto__',
  ),
  fc.jsonValue(),
  fc.string({ unit: 'binary' }),
);

/** A right value with something wrong about it. */
export const brokenFrom = (right: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(right, odd, fc.nat(), fc.constantFrom('replace', 'drop', 'add', 'swap'))
    .map(([value, with_, at, how]) => {
      if (how === 'replace' || typeof value !== 'object' || value === null) return with_;
      const names = Object.keys(value);
      const name = names[at % Math.max(1, names.length)] ?? 'unknown';
      if (how === 'add') return { ...value, [`unknown${at}`]: with_ };
      if (how === 'drop')
        return Object.fromEntries(Object.entries(value).filter(([other]) => other !== name));
      return { ...value, [name]: with_ };
    });

/** Text that is not JSON, or JSON that is not accepted. */
export const rawBodies: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '',
    '{',
    '\ufeff{}',
    '{"a":1,"a":2}',
    'null',
    '[]',
    '['.repeat(200),
    `"${'a'.repeat(70_000)}"`,
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
