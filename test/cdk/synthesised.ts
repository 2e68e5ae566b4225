import { fileURLToPath } from 'node:url';
import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { berth, type Berth } from '../../cdk/berth.ts';
import { optionsOf, type GivenOptions } from '../../cdk/options.ts';

/** A resource of a template. */
export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, any>>; // oxlint-disable-line typescript/no-explicit-any -- as CloudFormation has it
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface Synthesised {
  readonly stacks: Berth;
  /** The names of the stacks with these options. */
  readonly templates: Readonly<Record<keyof Berth, Template>>;
}

const built = fileURLToPath(new URL('built', import.meta.url));

/** The templates of a stage. The functions have no code, because bundling takes longer than everything else. */
export function synthesised(given: GivenOptions = {}): Synthesised {
  const app = new App({
    context: {
      '@aws-cdk/core:defaultCrossStackReferences': 'strong',
      '@aws-cdk/aws-iam:minimizePolicies': true,
    },
    // The templates are validated by `npm run synth`.
    builtinCloudFormationValidation: false,
    analyticsReporting: false,
  });
  const stacks = berth(app, {
    options: optionsOf(given),
    given,
    codeOf: () => Code.fromInline('exports.handler = async () => {};'),
    built,
  });
  const made = Object.entries(stacks).filter((entry): entry is [string, Stack] => entry[1] !== undefined);
  return {
    stacks,
    templates: Object.fromEntries(
      made.map(([part, stack]) => [part, Template.fromStack(stack)]),
    ) as Synthesised['templates'],
  };
}

/** The resources of a type, by their logical ids. */
export const resources = (template: Template, type: string): Readonly<Record<string, Resource>> =>
  template.findResources(type) as Record<string, Resource>;

/** The only resource of a type. */
export function theResource(template: Template, type: string): Resource {
  const [only, ...others] = Object.values(resources(template, type));
  if (only === undefined || others.length > 0) throw new Error(`There is not exactly one ${type}`);
  return only;
}
