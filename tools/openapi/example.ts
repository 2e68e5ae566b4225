import { fieldSamples, namedSamples } from './samples.ts';
import { referenced, type Components, type Schema } from './schemas.ts';

/** A value that the schema accepts, as realistic as possible. */
export function exampleOf(schema: Schema, components: Components, field = ''): unknown {
  const name = referenced(schema);
  if (name !== undefined) {
    return namedSamples[name] ?? exampleOf(components.get(name) ?? {}, components, field);
  }
  const [given] = schema.examples ?? [];
  if (given !== undefined) return given;
  if (schema.default !== undefined) return schema.default;
  if (schema.const !== undefined) return schema.const;
  const [first] = schema.enum ?? [];
  if (first !== undefined) return first;
  if (field in fieldSamples) return fieldSamples[field];
  const [either] = schema.anyOf ?? schema.oneOf ?? [];
  if (either !== undefined) return exampleOf(either, components, field);
  return exampleOfType(schema, components);
}

function exampleOfType(schema: Schema, components: Components): unknown {
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([name]) => schema.required?.includes(name))
          .map(([name, property]) => [name, exampleOf(property as Schema, components, name)]),
      );
    case 'array':
      return [exampleOf(schema.items as Schema, components)];
    case 'integer':
    case 'number':
      return schema.minimum ?? 0;
    case 'boolean':
      return false;
    case 'null':
      return null;
    default:
      return 'string';
  }
}
