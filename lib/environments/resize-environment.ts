import { changeCounts } from '../accounts/counts.ts';
import type { CampaignId } from '../api/schemas/ids.ts';
import { outdated } from '../request.ts';
import { countedGates, foreseenGates } from '../gate/sweep.ts';
import { readGates, type GateItem } from '../gate/gate.ts';
import { resizeGates } from '../gate/sizing/resize-gates.ts';
import { capsIn, type Shape } from '../gate/sizing/shape.ts';
import { instant } from '../clock.ts';
import { keyOf } from '../table/keys.ts';
import type { Write } from '../table/transact.ts';
import type { Context } from '../context.ts';
import { isAsSeen, stateOf, type EnvironmentItem } from './environment.ts';

/** The shape of the gates of an active environment. */
export function shapeFor({
  maxConcurrentCalls,
  reservedInboundCalls,
  campaignLimits,
  ...standing
}: Pick<
  EnvironmentItem,
  'maxConcurrentCalls' | 'reservedInboundCalls' | 'campaignLimits' | 'paused' | 'suspended'
>): Shape {
  const campaigns = new Map(Object.entries(campaignLimits) as [CampaignId, number][]);
  const state = stateOf({ ...standing, status: 'active' });
  return { state, limit: maxConcurrentCalls, reservedInboundCalls, campaigns };
}

/** The shape of the gates of a draining environment. */
export function shapeWhileDraining({
  reservedInboundCalls,
}: Pick<EnvironmentItem, 'reservedInboundCalls'>): Shape {
  return { state: 'draining', limit: 0, reservedInboundCalls };
}

/**
 * The gates of an environment, ready to be given this shape.
 * @param seen the gates, where they have already been read
 */
export async function gatesToResize(
  { id }: Pick<EnvironmentItem, 'id'>,
  shape: Shape,
  context: Context,
  seen?: readonly GateItem[],
): Promise<GateItem[]> {
  const gates = seen ?? (await readGates(context.table, id));
  return countedGates(gates, (swept) => capsIn(shape, swept).keys(), context);
}

/** What `gatesToResize` would return now, of these gates. Nothing is written. */
export const gatesAsForeseen = (
  seen: readonly GateItem[],
  shape: Shape,
  { clock }: Pick<Context, 'clock'>,
): GateItem[] => foreseenGates(seen, (swept) => capsIn(shape, swept).keys(), clock.now());

/**
 * Gives the gates of an environment another shape without an edit, and returns the freed part of the plan to the
 * account.
 * @param campaignLimits the new limits of campaigns
 * @returns no writes when nothing differs
 */
export function resizeEnvironment(
  environment: EnvironmentItem,
  gates: readonly GateItem[],
  shape: Shape,
  { clock }: Pick<Context, 'clock'>,
  campaignLimits = environment.campaignLimits,
): Write[] {
  const { writes, allocatedCalls, gateCount } = resizeGates(environment.id, gates, shape, clock);
  if (writes.length === 0 && campaignLimits === environment.campaignLimits) return [];
  const calls = allocatedCalls - environment.allocatedCalls;
  const seen = isAsSeen(environment);
  return [
    {
      Update: {
        Key: keyOf(environment),
        // Not a new version: nobody has edited it.
        UpdateExpression:
          'SET allocatedCalls = :reserved, gateCount = :gateCount, campaignLimits = :campaigns, reshapes = :reshapes',
        ConditionExpression: seen.ConditionExpression,
        ExpressionAttributeValues: {
          ...seen.ExpressionAttributeValues,
          ':reserved': allocatedCalls,
          ':gateCount': gateCount,
          ':campaigns': campaignLimits,
          ':reshapes': (environment.reshapes ?? 0) + 1,
        },
      },
      onConditionFailed: outdated,
    },
    ...(calls === 0
      ? []
      : [changeCounts(environment.accountId, { calls, settles: true }, instant(clock.now()))]),
    ...writes,
  ];
}
