import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import { deployed } from '../lib/deployed.ts';
import { tokenClaims } from '../lib/members/token-claims.ts';
import type { World } from '../lib/world.ts';

/** Cognito's trigger, version 2: each time before it issues tokens. */
export const serve =
  (world: Pick<World, 'table' | 'log'>) => async (event: PreTokenGenerationV2TriggerEvent) => ({
    ...event,
    response: {
      claimsAndScopeOverrideDetails: {
        accessTokenGeneration: { claimsToAddOrOverride: await tokenClaims(event, world) },
      },
    },
  });

export const handler = deployed(serve);
