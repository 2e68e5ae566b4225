import type { FunctionName } from '../../cdk/functions.ts';
import type { GivenOptions } from '../../cdk/options.ts';
import { logicalIdOf } from './statements.ts';
import { resolver } from './resolved.ts';
import { resources, synthesised } from './synthesised.ts';

/** The policies of each function's role as they would be deployed, and the ARN of the table in them. */
export interface Permissions {
  readonly table: string;
  readonly policies: Readonly<Record<FunctionName, readonly unknown[]>>;
}

/** What the templates of a stage allow its functions. */
export function permissionsOf(given: GivenOptions): Permissions {
  const { stacks, templates } = synthesised(given);
  const { data, origin, api } = templates;
  const policies = [...stacks.api.deployed.values(), stacks.data.tokens].map((made) => {
    const template = made.name === 'pre-token-generation' ? data : api;
    const resolve = resolver(template, [data, origin]);
    const role = resources(template, 'AWS::Lambda::Function')[logicalIdOf(made)]?.Properties['Role'][
      'Fn::GetAtt'
    ][0] as string;
    const attached = Object.values(resources(template, 'AWS::IAM::Policy')).filter(({ Properties }) =>
      (Properties['Roles'] as { Ref: string }[]).some(({ Ref }) => Ref === role),
    );
    return [made.name, attached.map(({ Properties }) => resolve(Properties['PolicyDocument']))] as const;
  });
  return {
    table: String(resolver(data)(stacks.data.resolve(stacks.data.table.tableArn))),
    policies: Object.fromEntries(policies) as Record<FunctionName, unknown[]>,
  };
}
