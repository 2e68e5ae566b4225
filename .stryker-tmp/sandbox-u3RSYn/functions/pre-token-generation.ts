import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import { deployed } from '../lib/deployed.ts';
import { tokenClaims } from '../lib/members/token-claims.ts';
import type { Context } from '../lib/context.ts';

/** Cognito's trigger, version 2: each time before it issues tokens. */
export const serve =
  (context: Pick<Context, 'table' | 'log'>) => async (event: PreTokenGenerationV2TriggerEvent) => ({
    ...event,
    response: {
      claimsAndScopeOverrideDetails: {
        accessTokenGeneration: { claimsToAddOrOverride: await tokenClaims(event, context) },
      },
    },
  });

export const handler = deployed(serve);
