import { Aws } from 'aws-cdk-lib';
import type { UserPool, UserPoolDomain } from 'aws-cdk-lib/aws-cognito';
import type { Options } from './options.ts';

/** What the console reads when it starts, as `/config.json`. */
export interface ConsoleConfiguration {
  readonly stage: string;
  readonly apiOrigin: string;
  readonly authority: string;
  readonly clientId: string;
  readonly scope: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/** The facts that the console needs about the user pool, in the same form as on a laptop. */
export function configurationOf(
  { stage }: Options,
  {
    origin,
    pool,
    clientId,
    signIn,
  }: { origin: string; pool: UserPool; clientId: string; signIn: UserPoolDomain },
): ConsoleConfiguration {
  const base = signIn.baseUrl();
  const issuer = `https://cognito-idp.${Aws.REGION}.${Aws.URL_SUFFIX}/${pool.userPoolId}`;
  return {
    stage,
    apiOrigin: origin,
    authority: issuer,
    clientId,
    scope: 'openid email profile',
    metadata: {
      issuer,
      authorization_endpoint: `${base}/oauth2/authorize`,
      token_endpoint: `${base}/oauth2/token`,
      revocation_endpoint: `${base}/oauth2/revoke`,
      end_session_endpoint: `${base}/logout`,
      jwks_uri: `${issuer}/.well-known/jwks.json`,
    },
  };
}
