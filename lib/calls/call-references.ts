import type { CallReferences } from '../api/schemas/call.ts';
import { Problem } from '../api/problem.ts';
import type { CampaignId } from '../api/schemas/ids.ts';
import type { Machine } from '../auth/caller.ts';
import type { CampaignItem } from '../campaigns/campaign.ts';
import { noSuchReference } from '../scoped/references.ts';
import { keys, type Key } from '../table/keys.ts';
import { readMany } from '../table/table.ts';
import type { Context } from '../context.ts';
import type { GateItem } from '../gate/gate.ts';
import { opens } from '../gate/api-key.ts';

/** What a call refers to, and its campaign if that has a limit. */
export interface Referred {
  readonly references: CallReferences;
  readonly limitedCampaign?: CampaignId;
}

/**
 * The references of a call: those that the caller gave, and the agent and number of its campaign if the caller gave
 * none. Nothing is read for a call without references.
 * @throws unauthenticated; invalid_input for what is not in the environment; campaign_not_running
 */
export async function referencesOf(
  { environmentId, keyHash }: Machine,
  { agentId, numberId, campaignId, reference }: CallReferences,
  { table, clock }: Context,
): Promise<Referred> {
  const named = Object.entries({
    agentId: agentId && keys.agent(environmentId, agentId),
    numberId: numberId && keys.number(environmentId, numberId),
    campaignId: campaignId && keys.campaign(environmentId, campaignId),
  }).filter((entry): entry is [string, Key] => entry[1] !== undefined);
  const own = { ...(reference !== undefined && { reference }) };
  if (named.length === 0) return { references: own };
  const gateKey = keys.gate(environmentId);
  const found = await readMany<{ sk: string }>(table, [gateKey, ...named.map(([, key]) => key)]);
  const standing = (key: Key) => found.find(({ sk }) => sk === key.sk);
  // A caller without a valid key must not find out what exists.
  if (!opens(standing(gateKey) as GateItem | undefined, keyHash, clock.now()))
    throw new Problem('unauthenticated');
  const missing = named.find(([, key]) => standing(key) === undefined);
  if (missing !== undefined) throw noSuchReference(missing[0]);
  if (campaignId === undefined)
    return { references: { ...(agentId && { agentId }), ...(numberId && { numberId }), ...own } };
  const campaign = standing(keys.campaign(environmentId, campaignId)) as CampaignItem | undefined;
  if (campaign?.status !== 'running') {
    throw new Problem('campaign_not_running', { campaignStatus: campaign?.status ?? 'deleted' });
  }
  return {
    references: {
      agentId: agentId ?? campaign.agentId,
      numberId: numberId ?? campaign.numberId,
      campaignId,
      ...own,
    },
    ...(campaign.maxConcurrentCalls !== null && { limitedCampaign: campaignId }),
  };
}
