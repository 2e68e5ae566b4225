import type { Template } from 'aws-cdk-lib/assertions';
import type { Resource } from './synthesised.ts';

export const ACCOUNT = '111122223333';

const pseudo: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws',
  'AWS::AccountId': ACCOUNT,
  'AWS::Region': 'us-east-1',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackId': `arn:aws:cloudformation:us-east-1:${ACCOUNT}:stack/Berth/0-0-0-0-0`,
};

/** The ARN that a resource will have when it is deployed, by the name of its logical id. */
const arns: Readonly<Record<string, (id: string) => string>> = {
  'AWS::DynamoDB::Table': (id) => `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/${id}`,
  'AWS::SQS::Queue': (id) => `arn:aws:sqs:us-east-1:${ACCOUNT}:${id}`,
  'AWS::SNS::Topic': (id) => `arn:aws:sns:us-east-1:${ACCOUNT}:${id}`,
  'AWS::Cognito::UserPool': (id) => `arn:aws:cognito-idp:us-east-1:${ACCOUNT}:userpool/${id}`,
  'AWS::Lambda::Function': (id) => `arn:aws:lambda:us-east-1:${ACCOUNT}:function:${id}`,
  'AWS::SecretsManager::Secret': (id) => `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:${id}-AbCdEf`,
  'AWS::Logs::LogGroup': (id) => `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:${id}:*`,
  'AWS::Events::EventBus': (id) => `arn:aws:events:us-east-1:${ACCOUNT}:event-bus/${id}`,
};
/** Types whose `Ref` is the ARN. */
const namedByArn = new Set(['AWS::SNS::Topic', 'AWS::SecretsManager::Secret']);

/** Replaces the intrinsic functions in values of a template with names and ARNs made of logical ids. */
export function resolver(template: Template, others: readonly Template[] = []): (value: unknown) => unknown {
  const json = template.toJSON() as { Resources: Record<string, Resource> };
  const typeOf = (id: string) => json.Resources[id]?.Type ?? '';
  const arnOf = (id: string) => arns[typeOf(id)]?.(id) ?? `arn of ${id}`;
  /** The value for each function's argument, by its name. */
  const intrinsics: Readonly<Record<string, (argument: never) => unknown>> = {
    Ref: (id: string) => pseudo[id] ?? (namedByArn.has(typeOf(id)) ? arnOf(id) : id),
    'Fn::GetAtt': ([id, attribute]: [string, string]) => {
      if (attribute === 'StreamArn') return `${arnOf(id)}/stream/2026-01-31T09:30:00.000`;
      return attribute === 'Arn' ? arnOf(id) : `${id}.${attribute}`;
    },
    'Fn::Join': ([glue, parts]: [string, string[]]) => parts.join(glue),
    'Fn::Select': ([index, list]: [number, string[]]) => list[index],
    'Fn::Split': ([glue, text]: [string, string]) => text.split(glue),
    'Fn::ImportValue': (name: string) => imported(name, others),
  };
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== 'object' || value === null) return value;
    const parts = Object.entries(value).map(([name, part]) => [name, resolve(part)] as const);
    const [first] = parts;
    const intrinsic = parts.length === 1 && first !== undefined ? intrinsics[first[0]] : undefined;
    return intrinsic === undefined ? Object.fromEntries(parts) : intrinsic(first?.[1] as never);
  };
  return resolve;
}

function imported(name: string, others: readonly Template[]): unknown {
  for (const template of others) {
    const { Outputs = {} } = template.toJSON() as {
      Outputs?: Record<string, { Value: unknown; Export?: { Name: string } }>;
    };
    const found = Object.values(Outputs).find(({ Export }) => Export?.Name === name);
    if (found !== undefined) return resolver(template, others)(found.Value);
  }
  throw new Error(`Nobody exports ${name}`);
}
