import type * as z from 'zod/mini';
import type { Campaign, CampaignStatus } from '../api/campaigns.ts';
import type { AgentId, CampaignId, EnvironmentId, NumberId } from '../api/ids.ts';
import { Problem } from '../api/problem.ts';
import { keys } from '../table/keys.ts';
import type { Reference } from './references.ts';
import type { ResourceItem } from './resource.ts';

export interface CampaignItem extends ResourceItem {
  readonly id: CampaignId;
  readonly name: string;
  readonly agentId: AgentId;
  readonly numberId: NumberId;
  readonly status: CampaignStatus;
  readonly maxConcurrentCalls: number | null;
  readonly contactCount: number;
  /** How often its contacts have been uploaded: tells one upload from the next. */
  readonly uploads: number;
}

export function campaignView(item: CampaignItem): z.input<typeof Campaign> {
  const { id, name, agentId, numberId, status, maxConcurrentCalls, contactCount, createdAt, updatedAt } =
    item;
  return { id, name, agentId, numberId, status, maxConcurrentCalls, contactCount, createdAt, updatedAt };
}

/** What the audit trail tells of a campaign. Who is called is none of its business. */
export function campaignFacts(item: CampaignItem) {
  const { name, agentId, numberId, status, maxConcurrentCalls, contactCount } = item;
  return { name, agentId, numberId, status, maxConcurrentCalls, contactCount };
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
  const possible = next[from].length === 0 ? 'That is its end.' : `It can become ${next[from].join(' or ')}.`;
  throw new Problem('invalid_transition', { detail: `The campaign is ${from}. ${possible}`, from, to });
}

/** Where a campaign leads, before and after a change. */
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
