import type { CallId } from '../../lib/api/schemas/ids.ts';
import { recordOf } from '../../lib/history/call-record.ts';
import { transact } from '../../lib/table/transact.ts';
import { done, type TestBerth } from './berth.ts';
import { aTelephoneNumber } from './resources.ts';
import { aScene, type Scene } from './scene.ts';
import { aDelivery } from './webhooks.ts';

/** A scene with at least two of everything that has a list. */
export async function aFilledScene(berth: TestBerth): Promise<Scene> {
  const scene = await aScene(berth);
  const { accountId, admin, environment, agentId, numberId, campaignId } = scene;
  const { call, context } = berth;
  const [as, key] = [admin.token, environment.key];
  const params = { accountId, environmentId: environment.id };
  done(await call('rotateApiKey', { as, params }));
  const invited = { email: 'another@example.com', role: 'member' } as const;
  done(await call('createInvitation', { as, params: { accountId }, body: invited }));
  done(await call('createAccount', { as, body: { name: 'Another' } }));
  for (const id of ['long-1', 'long-2'])
    done(await call('startCall', { as: key, body: { id, leaseSeconds: 3_600 } }));
  done(await call('createCampaign', { as: key, body: { name: 'Another', agentId, numberId } }));
  const contacts = [1, 2, 3].map(() => ({ e164: aTelephoneNumber() }));
  done(await call('replaceContacts', { as: key, params: { campaignId }, body: contacts }));
  const claimant = await berth.aPlace();
  for (const { e164, label } of done(await call('listNumbers', { as: key })).items)
    done(await call('createNumber', { as: claimant.key, body: { e164, label } }));
  await aDelivery(berth, scene.account, environment.id, scene.webhookId);
  const ended = (id: string) =>
    recordOf({
      id: id as CallId,
      environmentId: environment.id,
      status: 'ended',
      direction: 'outbound',
      startedAt: new Date(context.clock.now() - 60_000).toISOString(),
      endedAt: new Date(context.clock.now()).toISOString(),
      durationSeconds: 60,
      outcome: 'ended',
    });
  await transact(
    context.table,
    ['past-1', 'past-2', 'past-3'].map((id) => ({ Put: { Item: { ...ended(id) } } })),
  );
  return scene;
}
