/** Seconds. Cognito's defaults: an hour, and thirty days. */
export const TOKEN_SECONDS = 3_600;
export const REFRESH_TOKEN_SECONDS = 30 * 24 * 3_600;

export const SCOPE = 'openid email profile';

/** The path that contains everything that is served. */
export const PREFIX = '/_identity';

/** A user pool with its one client, with names in Cognito's form. */
export interface Pool {
  readonly region: string;
  readonly userPoolId: string;
  readonly clientId: string;
  readonly issuer: string;
}

/** @throws Error when the id does not have the form of Cognito's ids: a region, `_`, letters and digits */
export function poolOf(userPoolId: string, clientId: string): Pool {
  const [, region] = /^([a-z]{2,4}(?:-[a-z]+)+-\d)_[a-zA-Z0-9]+$/.exec(userPoolId) ?? [];
  if (region === undefined) throw new Error(`${userPoolId} is not the id of a Cognito user pool`);
  return {
    region,
    userPoolId,
    clientId,
    issuer: `https://cognito-idp.${region}.amazonaws.com/${userPoolId}`,
  };
}
