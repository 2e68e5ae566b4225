import { Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { DeployedFunction } from './deployed-function.ts';

/**
 * Allows a function to send mail from one address. SES checks the permission on every identity that is verified: the
 * address, its domain, in the sandbox the recipient, and the configuration set. The condition limits it to one
 * sender.
 */
export function maySend(made: DeployedFunction, from: string): void {
  const stack = Stack.of(made);
  const resources = ['identity', 'configuration-set'];
  made.lambda.addToRolePolicy(
    new PolicyStatement({
      actions: ['ses:SendEmail'],
      resources: resources.map((resource) =>
        stack.formatArn({ service: 'ses', resource, resourceName: '*' }),
      ),
      conditions: { StringEquals: { 'ses:FromAddress': from } },
    }),
  );
  Validations.of(made).acknowledge(
    ...resources.map((resource) => ({
      id: `AwsSolutions-IAM5[Resource::arn:aws:ses:${stack.region}:<AWS::AccountId>:${resource}/*]`,
      reason: 'Which identity SES checks depends on what is verified. The condition allows one sender only.',
    })),
  );
}
