import type { CampaignId } from '../../api/schemas/ids.ts';
import { campaignLimits, OUTBOUND, type CapName } from '../caps.ts';
import type { GateItem, GateState } from '../gate.ts';

/** The wanted state of an environment's gates. */
export interface Shape {
  readonly state: GateState;
  /** How many calls may run in the environment. */
  readonly limit: number;
  /** How many of them are reserved for inbound calls. */
  readonly reservedInboundCalls: number;
  /** The limits of campaigns; by default, those that the gates have. */
  readonly campaigns?: ReadonlyMap<CampaignId, number>;
}

/** The limits of all caps in a shape. */
export function capsIn(shape: Shape, gates: readonly GateItem[]): Map<CapName, number> {
  const { limit, reservedInboundCalls, campaigns = campaignLimits(gates) } = shape;
  const outbound: [CapName, number][] =
    reservedInboundCalls > 0 ? [[OUTBOUND, Math.max(0, limit - reservedInboundCalls)]] : [];
  return new Map<CapName, number>([...outbound, ...campaigns]);
}
