import { Aws, Duration, Fn, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  AccountRecovery,
  FeaturePlan,
  LambdaVersion,
  ManagedLoginVersion,
  Mfa,
  UserPool,
  UserPoolEmail,
  UserPoolOperation,
  type UserPoolDomain,
} from 'aws-cdk-lib/aws-cognito';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { mailName, OPERATORS, poolName } from './names.ts';
import type { Options } from './options.ts';

/** The people: who they are and how they sign in. Their rights are in the table. */
export function userPool(
  scope: Construct,
  { options, tokens }: { options: Options; tokens: IFunction },
): { pool: UserPool; domain: UserPoolDomain } {
  const { stage, signUp, mfa, mailFrom, mailIdentity } = options;
  const pool = new UserPool(scope, 'UserPool', {
    userPoolName: poolName(stage),
    featurePlan: FeaturePlan.ESSENTIALS,
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
    signInAliases: { email: true },
    signInCaseSensitive: false,
    selfSignUpEnabled: signUp === 'open',
    autoVerify: { email: true },
    // A changed address counts only once it is verified: until then the person signs in with the old one.
    keepOriginal: { email: true },
    standardAttributes: {
      email: { required: true, mutable: true },
      fullname: { required: false, mutable: true },
    },
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    ...(mfa === 'required'
      ? // Managed login sets it up at the first sign-in. Cognito does not accept a passkey instead of a password and a second factor.
        {
          mfa: Mfa.REQUIRED,
          mfaSecondFactor: { otp: true, sms: false },
          signInPolicy: { allowedFirstAuthFactors: { password: true } },
        }
      : { mfa: Mfa.OFF, signInPolicy: { allowedFirstAuthFactors: { password: true, passkey: true } } }),
    // Length is what makes a password strong. Rules about its characters lead to predictable ones.
    passwordPolicy: {
      minLength: 15,
      requireLowercase: false,
      requireUppercase: false,
      requireDigits: false,
      requireSymbols: false,
      tempPasswordValidity: Duration.days(7),
    },
    ...(mailFrom !== undefined && {
      email: UserPoolEmail.withSES({
        fromEmail: mailFrom,
        fromName: 'Berth',
        sesRegion: Aws.REGION,
        configurationSetName: mailName(stage),
        ...(mailIdentity !== undefined && { sesVerifiedDomain: mailIdentity }),
      }),
    }),
  });
  pool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, tokens, LambdaVersion.V2_0);
  pool.addGroup('Operators', {
    groupName: OPERATORS,
    description: 'Operators of the platform: they set the plans of accounts',
  });
  const domain = pool.addDomain('SignIn', {
    // Unique in the region, over all accounts: the last part of the stack's UUID. It does not reveal the number of the
    // account.
    cognitoDomain: {
      domainPrefix: `berth-${stage}-${Fn.select(4, Fn.split('-', Fn.select(2, Fn.split('/', Aws.STACK_ID))))}`,
    },
    managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
  });
  Validations.of(pool).acknowledge(
    {
      id: 'AwsSolutions-COG1',
      reason:
        'Passwords of 15 characters and more, without rules for their composition, as NIST SP 800-63B advises.',
    },
    {
      id: 'AwsSolutions-COG2',
      reason:
        'A production stage requires a second factor. The option mfa is for owners who decide otherwise.',
    },
    {
      id: 'AwsSolutions-COG8',
      reason:
        'The Plus plan adds threat protection at several times the price of Essentials; an owner can choose it later.',
    },
  );
  return { pool, domain };
}
