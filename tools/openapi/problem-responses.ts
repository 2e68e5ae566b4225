import * as z from 'zod/mini';
import { problems, usualDetail, type ProblemCode } from '../../lib/api/problem.ts';
import { exampleOf } from './example.ts';
import { headersOfProblem } from './headers.ts';
import { problemSamples } from './samples.ts';
import { reference, type Components, type Schema } from './schemas.ts';

const MEDIA_TYPE = 'application/problem+json';

/** RFC 9457, with the fields of every problem of this API; each schema based on it sets `code` and `status`. */
const factsSchema: Schema = {
  type: 'object',
  description:
    'A refusal or a failure (RFC 9457). `code` identifies it for programs, `detail` explains it to people.',
  properties: {
    type: { type: 'string', format: 'uri-reference', examples: ['/problems/not_found'] },
    title: { type: 'string', description: 'The same for every problem with this code' },
    detail: { type: 'string', description: 'This occurrence, in a sentence' },
    instance: { type: 'string', description: 'The path of the request' },
    requestId: { type: 'string', description: 'As in `X-Request-Id`: give it when you ask for help' },
  },
  required: ['type', 'title', 'detail', 'instance', 'requestId'],
};

/**
 * A schema that adds to these fields. No property is declared twice: generators of clients fail to combine an open
 * string with a single value, and then leave out the whole answer.
 */
const problemWith = (properties: Readonly<Record<string, Schema>>, required: readonly string[]): Schema => ({
  allOf: [reference('ProblemFacts'), { type: 'object', properties, required: [...required] }],
});

const problemSchema = problemWith(
  { code: { type: 'string', examples: ['not_found'] }, status: { type: 'integer' } },
  ['code', 'status'],
);

/** `environment_name_taken` → `EnvironmentNameTaken`. */
const nameOf = (code: ProblemCode): string =>
  code.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());

function extrasOf(code: ProblemCode): [name: string, extra: z.ZodMiniType][] {
  const problem = problems[code];
  return 'extras' in problem ? Object.entries<z.ZodMiniType>(problem.extras) : [];
}

const requiredExtrasOf = (code: ProblemCode): string[] =>
  extrasOf(code)
    .filter(([, extra]) => !(extra instanceof z.ZodMiniOptional))
    .map(([name]) => name);

/** The problem responses of a document: each combination of codes, and each example, is in it once. */
export class ProblemResponses {
  readonly #components: Components;
  readonly #responses = new Map<string, object>();
  readonly #examples = new Map<ProblemCode, object>();

  constructor(components: Components) {
    this.#components = components;
    components.add('ProblemFacts', factsSchema);
    components.add('Problem', problemSchema);
  }

  /**
   * A response for each status that these problems have.
   * @param instance the path for the examples of problems that have none yet
   */
  of(possible: readonly ProblemCode[], instance: string): Record<string, { $ref: string }> {
    const byStatus = Object.groupBy(possible, (code) => String(problems[code].status));
    return Object.fromEntries(
      Object.entries(byStatus).map(([status, codes = []]) => {
        for (const code of codes) {
          this.#addSchema(code);
          this.#addExample(code, instance);
        }
        const name = codes.map(nameOf).join('.');
        this.#responses.set(name, response(Number(status), codes));
        return [status, { $ref: `#/components/responses/${name}` }];
      }),
    );
  }

  /** The responses that any operation may give in addition to its own. */
  unexpected(): { $ref: string } {
    this.#addExample('internal_error', '/v1/me');
    this.#responses.set('Unexpected', {
      description: 'Any other failure is a problem document as well, without internal details.',
      headers: headersOfProblem(problems.internal_error.status),
      content: { [MEDIA_TYPE]: { schema: reference('Problem'), examples: examplesOf(['internal_error']) } },
    });
    return { $ref: '#/components/responses/Unexpected' };
  }

  responses(): Record<string, object> {
    return Object.fromEntries(this.#responses);
  }

  examples(): Record<string, object> {
    return Object.fromEntries([...this.#examples].map(([code, example]) => [nameOf(code), example]));
  }

  #extrasOf(code: ProblemCode): Record<string, Schema> {
    return Object.fromEntries(
      extrasOf(code).map(([name, extra]) => [name, this.#components.schemaOf(extra, 'output')]),
    );
  }

  #addSchema(code: ProblemCode): void {
    const own: Record<string, Schema> = {
      code: { type: 'string', enum: [code] },
      status: { type: 'integer', enum: [problems[code].status] },
    };
    const required = ['code', 'status', ...requiredExtrasOf(code)];
    this.#components.add(nameOf(code), problemWith({ ...own, ...this.#extrasOf(code) }, required));
  }

  #addExample(code: ProblemCode, instance: string): void {
    if (this.#examples.has(code)) return;
    const { status, title } = problems[code];
    const made = Object.entries(this.#extrasOf(code)).map(([name, schema]) => [
      name,
      exampleOf(schema, this.#components, name),
    ]);
    const common = { type: `/problems/${code}`, title, status, detail: usualDetail(code), instance, code };
    const requestId = 'JKJaXmPLvHcESHA=';
    const value = { ...common, requestId, ...Object.fromEntries(made), ...problemSamples[code] };
    this.#examples.set(code, { summary: title, value });
  }
}

function response(status: number, codes: readonly ProblemCode[]): object {
  const schemas = codes.map((code) => reference(nameOf(code)));
  const mapping = Object.fromEntries(codes.map((code) => [code, reference(nameOf(code)).$ref]));
  const discriminator = { propertyName: 'code', mapping };
  return {
    description: codes.map((code) => `- \`${code}\`: ${problems[code].title}`).join('\n'),
    headers: headersOfProblem(status),
    content: {
      [MEDIA_TYPE]: {
        schema: schemas.length === 1 ? schemas[0] : { oneOf: schemas, discriminator },
        examples: examplesOf(codes),
      },
    },
  };
}

const examplesOf = (codes: readonly ProblemCode[]): Record<string, object> =>
  Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${nameOf(code)}` }]));
