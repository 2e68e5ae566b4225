import type { Template } from 'aws-cdk-lib/assertions';
import type { CfnElement } from 'aws-cdk-lib';
import type { DeployedFunction } from '../../cdk/deployed-function.ts';
import { resources } from './synthesised.ts';

export const logicalIdOf = ({ lambda }: DeployedFunction): string =>
  lambda.stack.getLogicalId(lambda.node.defaultChild as CfnElement);

/** What a role allows: one action on one resource, each as in the template. */
export interface Grant {
  readonly action: string;
  readonly resource: unknown;
}

interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
}

const listed = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

/** Everything that a role allows, from any kind of policy. */
export function grantsOf(template: Template, roleId: string): Grant[] {
  const role = resources(template, 'AWS::IAM::Role')[roleId];
  if (role === undefined) throw new Error(`There is no role ${roleId}`);
  if (role.Properties['ManagedPolicyArns'] !== undefined) throw new Error(`${roleId} has managed policies`);
  const inline = (role.Properties['Policies'] ?? []) as { PolicyDocument: { Statement: Statement[] } }[];
  const attached = Object.values(resources(template, 'AWS::IAM::Policy')).filter(({ Properties }) =>
    (Properties['Roles'] as { Ref: string }[]).some(({ Ref }) => Ref === roleId),
  );
  return [
    ...inline.map(({ PolicyDocument }) => PolicyDocument),
    ...attached.map((it) => it.Properties['PolicyDocument']),
  ]
    .flatMap(({ Statement }) => Statement as Statement[])
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action, Resource }) =>
      listed(Action).flatMap((action) => listed(Resource).map((resource) => ({ action, resource }))),
    );
}
