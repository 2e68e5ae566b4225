import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import type { Claims } from './claims.ts';
import type { Person } from './people.ts';
import type { Pool } from './pool.ts';

/**
 * Cognito's Pre Token Generation trigger, version 2: the deployed handler works unchanged. Only the access token's
 * claims of its answer are used; groups, scopes and ID tokens are not changed.
 */
export type PreTokenGeneration = (event: PreTokenGenerationV2TriggerEvent) => Promise<{
  response: {
    claimsAndScopeOverrideDetails?: {
      accessTokenGeneration?:
        | {
            claimsToAddOrOverride?: Record<string, unknown> | undefined;
            claimsToSuppress?: readonly string[] | undefined;
          }
        | undefined;
    };
  };
}>;

export interface Generation {
  person: Person;
  clientId: string;
  scope: string;
  triggerSource: 'TokenGeneration_HostedAuth' | 'TokenGeneration_RefreshTokens';
}

/** Asks the trigger for the claims of an access token besides Cognito's own. @throws the trigger's error */
export async function claimsFrom(
  trigger: PreTokenGeneration,
  { region, userPoolId }: Pool,
  { person, clientId, scope, triggerSource }: Generation,
): Promise<Claims> {
  const answer = await trigger({
    version: '2',
    triggerSource,
    region,
    userPoolId,
    userName: person.userId,
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId },
    request: {
      userAttributes: {
        sub: person.userId,
        'cognito:user_status': 'CONFIRMED',
        email: person.email,
        // Cognito's attributes are all strings.
        email_verified: String(person.emailVerified),
        name: person.name,
      },
      groupConfiguration: { groupsToOverride: [...person.groups], iamRolesToOverride: [] },
      scopes: scope.split(' '),
    },
    response: { claimsAndScopeOverrideDetails: {} },
  });
  const { claimsToAddOrOverride = {}, claimsToSuppress = [] } =
    answer.response.claimsAndScopeOverrideDetails?.accessTokenGeneration ?? {};
  return Object.fromEntries(
    Object.entries(claimsToAddOrOverride).filter(([claim]) => !claimsToSuppress.includes(claim)),
  );
}

/** The default trigger: puts the facts that the API needs about a person into the access token. */
export const emailAndName: PreTokenGeneration = async ({ request: { userAttributes } }) => ({
  response: {
    claimsAndScopeOverrideDetails: {
      accessTokenGeneration: {
        claimsToAddOrOverride: {
          email: userAttributes['email'],
          email_verified: userAttributes['email_verified'] === 'true',
          name: userAttributes['name'],
        },
      },
    },
  },
});
