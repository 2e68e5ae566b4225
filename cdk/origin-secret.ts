import { RemovalPolicy, SecretValue, Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Options } from './options.ts';

// Referred to by name, so that no stack exports what the next rotation deletes.
const secretName = ({ stage }: Options, generation: number): string => `berth/${stage}/origin-${generation}`;

/** The generation that CloudFront sends now, and the next one, so that a change interrupts nobody. */
const generations = ({ originSecret }: Options): [current: number, next: number] => [
  originSecret,
  originSecret + 1,
];

/**
 * Makes the secrets that CloudFront sends to the functions. Anyone who may read the configuration of the distribution
 * or of a function can read them. They only let a request bypass the web ACL: its credential is checked all the same.
 * @returns the one that CloudFront sends
 */
export function originSecrets(scope: Construct, options: Options): string {
  const [current] = generations(options).map((generation) => {
    const secret = new Secret(scope, `OriginSecret${generation}`, {
      secretName: secretName(options, generation),
      description: `Berth ${options.stage}: proves to the functions that a request came through CloudFront`,
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'The option originSecret changes it, as docs/deploy.md says.',
    });
    return secret.secretValue.unsafeUnwrap();
  });
  return current as string;
}

/** The secrets that the functions accept, in the form of one variable. */
export const acceptedSecrets = (options: Options): string =>
  generations(options)
    .map((generation) => SecretValue.secretsManager(secretName(options, generation)).unsafeUnwrap())
    .join(',');
