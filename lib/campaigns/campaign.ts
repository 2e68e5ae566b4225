import type * as z from 'zod/mini';
import type { Campaign, CampaignStatus } from '../api/routes/resources/campaigns.ts';
import type { AgentId, CampaignId, EnvironmentId, NumberId } from '../api/schemas/ids.ts';
import { limits } from '../api/limits.ts';
import { Problem } from '../api/problem.ts';
import { assertNotDraining, readEnvironment } from '../environments/environment.ts';
import { gatesToResize, resizeEnvironment, shapeFor } from '../environments/resize-environment.ts';
import { keys } from '../table/keys.ts';
import type { Write } from '../table/transact.ts';
import type { Context } from '../context.ts';
import type { EnvironmentScope } from '../scoped/environment-scope.ts';
import type { Reference } from '../scoped/references.ts';
import type { ResourceItem } from '../scoped/resource.ts';

export interface CampaignItem extends ResourceItem {
  readonly id: CampaignId;
  readonly name: string;
  readonly agentId: AgentId;
  readonly numberId: NumberId;
  readonly status: CampaignStatus;
  readonly maxConcurrentCalls: number | null;
  readonly contactCount: number;
  /** How often its contacts have been uploaded: distinguishes one upload from the next. */
  readonly uploads: number;
}

export function campaignView(item: CampaignItem): z.input<typeof Campaign> {
  const { id, name, agentId, numberId, status, maxConcurrentCalls, contactCount, createdAt, updatedAt } =
    item;
  return { id, name, agentId, numberId, status, maxConcurrentCalls, contactCount, createdAt, updatedAt };
}

/** The campaign as the audit trail shows it. The contacts are not in the trail. */
export function campaignFacts(item: CampaignItem) {
  const { name, agentId, numberId, status, maxConcurrentCalls, contactCount } = item;
  return { name, agentId, numberId, status, maxConcurrentCalls, contactCount };
}

/** The limit that a campaign's calls come under: while it runs, if it has one. */
function ownLimit(campaign: CampaignItem | undefined): number | undefined {
  return campaign?.status === 'running' ? (campaign.maxConcurrentCalls ?? undefined) : undefined;
}

/** The limits that these campaigns' calls come under, by campaign. */
export function campaignLimitsOf(campaigns: readonly CampaignItem[]): Map<CampaignId, number> {
  return new Map(
    campaigns.flatMap((campaign) => {
      const limit = ownLimit(campaign);
      return limit === undefined ? [] : [[campaign.id, limit]];
    }),
  );
}

/**
 * Changes the limit that a campaign's calls came under into the one that they now come under.
 * @param after undefined when the campaign is deleted
 * @returns nothing when it is the same; otherwise writes for the transaction, one of them on the environment
 * @throws campaign_limit_reached, environment_draining
 */
export async function relimit(
  { accountId, environmentId }: EnvironmentScope,
  before: CampaignItem,
  after: CampaignItem | undefined,
  context: Context,
): Promise<Write[]> {
  const limit = ownLimit(after);
  if (limit === ownLimit(before)) return [];
  const environment = await readEnvironment(context.table, accountId, environmentId);
  assertNotDraining(environment);
  const { [before.id]: _, ...others } = environment.campaignLimits;
  const campaignLimits = limit === undefined ? others : { ...others, [before.id]: limit };
  if (limit !== undefined && Object.keys(campaignLimits).length > limits.limitedCampaigns)
    throw new Problem('campaign_limit_reached');
  const shape = shapeFor({ ...environment, campaignLimits });
  const gates = await gatesToResize(environment, shape, context);
  return resizeEnvironment(environment, gates, shape, context, campaignLimits);
}

const next: Readonly<Record<CampaignStatus, readonly CampaignStatus[]>> = {
  draft: ['running'],
  running: ['paused', 'completed'],
  paused: ['running', 'completed'],
  completed: [],
};

/** @throws invalid_transition */
export function assertTransition(from: CampaignStatus, to: CampaignStatus): void {
  if (from === to || next[from].includes(to)) return;
  const possible =
    next[from].length === 0 ? 'It can no longer change.' : `It can become ${next[from].join(' or ')}.`;
  throw new Problem('invalid_transition', { detail: `The campaign is ${from}. ${possible}`, from, to });
}

/** The references of a campaign, before and after a change. */
export function campaignReferences(
  environment: EnvironmentId,
  before: CampaignItem | undefined,
  after: CampaignItem | undefined,
): Reference[] {
  const agentOf = (campaign?: CampaignItem) =>
    campaign === undefined ? null : keys.agent(environment, campaign.agentId);
  const numberOf = (campaign?: CampaignItem) =>
    campaign === undefined ? null : keys.number(environment, campaign.numberId);
  return [
    { field: 'agentId', from: agentOf(before), to: agentOf(after) },
    { field: 'numberId', from: numberOf(before), to: numberOf(after) },
  ];
}
