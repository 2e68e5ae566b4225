import { expectVersion } from '../call.ts';
import { keys } from '../table/keys.ts';
import {
  assertTransition,
  campaignFacts,
  campaignReferences,
  campaignView,
  relimit,
  type CampaignItem,
} from './campaign.ts';
import { changeResources } from '../scoped/change-resources.ts';
import type { ResourceUseCase } from '../scoped/use-case.ts';
import { moveReferences } from '../scoped/references.ts';
import { changed, readResource, replaceResource } from '../scoped/resource.ts';

/** Changes a campaign, or takes it from one status to the next. */
export const editCampaign: ResourceUseCase<'editCampaign'> = async (call, world) => {
  const { environmentId } = call.home;
  const key = keys.campaign(environmentId, call.params.campaignId);
  const before = await readResource<CampaignItem>(world.table, key);
  expectVersion(call, before.version);
  const after = changed(before, call.body, world.clock);
  if (after === undefined) return { body: campaignView(before), version: before.version };
  assertTransition(before.status, after.status);

  return changeResources(call, world, {
    reshaping: await relimit(call.home, before, after, world),
    writes: [
      ...moveReferences(campaignReferences(environmentId, before, after)),
      replaceResource(before, after),
    ],
    event: {
      action: 'campaign.updated',
      target: { type: 'campaign', id: after.id, name: after.name },
      before: campaignFacts(before),
      after: campaignFacts(after),
    },
    answer: { body: campaignView(after), version: after.version },
  });
};
