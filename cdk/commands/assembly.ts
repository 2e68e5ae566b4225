import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Manifest {
  readonly artifacts: Readonly<
    Record<
      string,
      {
        readonly type: string;
        readonly environment?: string;
        readonly properties?: { readonly templateFile?: string; readonly stackName?: string };
      }
    >
  >;
}

/** The parts of a template that a deployment reads. */
export interface Template {
  readonly Resources: Readonly<
    Record<
      string,
      {
        readonly Type: string;
        readonly DeletionPolicy?: string;
        readonly Properties?: Readonly<Record<string, unknown>>;
      }
    >
  >;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown }>>;
  readonly Parameters?: Readonly<Record<string, unknown>>;
}

/** A stack that was synthesised. */
export interface SynthesisedStack {
  readonly name: string;
  readonly region: string;
  readonly template: Template;
}

const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as unknown;

/** The stacks that `cdk synth` has written to a folder, by the parts of their names: `Data` for `Berth-prod-Data`. */
export function stacksIn(folder: string): ReadonlyMap<string, SynthesisedStack> {
  const { artifacts } = readJson(join(folder, 'manifest.json')) as Manifest;
  return new Map(
    Object.entries(artifacts)
      .filter(([, { type }]) => type === 'aws:cloudformation:stack')
      .map(([id, { environment = '', properties }]) => {
        const name = properties?.stackName ?? id;
        const [, part = id] = /-(WebAcl|Data|Origin|Api|Console|Edge)\b/.exec(name) ?? [];
        const template = readJson(
          join(folder, properties?.templateFile ?? `${id}.template.json`),
        ) as Template;
        return [part, { name, region: environment.split('/').at(-1) ?? '', template }];
      }),
  );
}
