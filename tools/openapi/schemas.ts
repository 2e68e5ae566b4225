import * as z from 'zod/mini';

export type Schema = z.core.JSONSchema.BaseSchema;

/** Whether a schema describes what a client sends, or what it gets. They differ in defaults and transforms. */
export type Side = 'input' | 'output';

/**
 * Turns zod schemas into JSON Schemas, and collects those with an id (`meta({ id })`) under that name, so that each
 * is in the document once.
 */
export class Components {
  readonly #schemas = new Map<string, Schema>();

  /**
   * The schema, with references to the collected ones.
   * @throws Error when two different schemas have the same id, or one can't be expressed in JSON Schema
   */
  schemaOf(source: z.ZodMiniType, side: Side): Schema {
    const {
      $schema: _,
      $defs = {},
      ...schema
    } = z.toJSONSchema(source, { io: side, override: simplify(side) });
    for (const [id, definition] of Object.entries($defs)) this.add(id, pointAtComponents(definition));
    return pointAtComponents(schema);
  }

  add(id: string, schema: Schema): void {
    const known = this.#schemas.get(id);
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(schema)) {
      throw new Error(`Two different schemas have the id ${id}`);
    }
    this.#schemas.set(id, schema);
  }

  get(id: string): Schema | undefined {
    return this.#schemas.get(id);
  }

  /** All collected schemas, by name. */
  all(): Record<string, Schema> {
    return Object.fromEntries([...this.#schemas].toSorted(([one], [other]) => (one < other ? -1 : 1)));
  }
}

const PREFIX = '#/components/schemas/';

export const reference = (id: string): { $ref: string } => ({ $ref: `${PREFIX}${id}` });

/** The component that a schema refers to, if it is only a reference. */
export const referenced = ({ $ref }: Schema): string | undefined =>
  $ref?.startsWith(PREFIX) ? $ref.slice(PREFIX.length) : undefined;

function pointAtComponents(schema: Schema): Schema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/$defs/', `"$ref":"${PREFIX}`)) as Schema;
}

/** Removes facts that are useless for a reader. */
export const simplify =
  (side: Side) =>
  ({ jsonSchema }: { jsonSchema: Schema }): void => {
    // Every integer has this bound because of JavaScript.
    if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    // A regular expression of four lines that repeats the format.
    if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
    // Unknown fields in a body are refused. In an answer a client must expect new ones, so that adding a field does
    // not break it.
    if (side === 'output') delete jsonSchema.additionalProperties;
    // A referenced schema has its id in its name.
    delete jsonSchema.id;
  };
