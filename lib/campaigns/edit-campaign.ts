import { expectVersion } from '../request.ts';
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
import { applyChanges, readResource, replaceResource } from '../scoped/resource.ts';

/** Changes a campaign, or its status. */
export const editCampaign: ResourceUseCase<'editCampaign'> = async (request, context) => {
  const { environmentId } = request.scope;
  const key = keys.campaign(environmentId, request.params.campaignId);
  const before = await readResource<CampaignItem>(context.table, key);
  expectVersion(request, before.version);
  const after = applyChanges(before, request.body, context.clock);
  if (after === undefined) return { body: campaignView(before), version: before.version };
  assertTransition(before.status, after.status);

  return changeResources(request, context, {
    resizing: await relimit(request.scope, before, after, context),
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
