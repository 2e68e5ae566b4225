import { done } from '../../setup/berth.ts';
import { told, type Race, type Stage, type Step } from '../race.ts';
import { aPlace, type Place } from './steps.ts';

const body = { url: 'https://example.com/', events: ['call.ended' as const] };

const sentTo = ({ account, id }: Place) => ({
  as: account.admin.token,
  params: { accountId: account.accountId, environmentId: id },
});

const createWebhook =
  (place: Place): Step =>
  ({ call }) =>
    told(call('createWebhook', { ...sentTo(place), body }));
const editWebhook =
  (place: Place, webhookId: string, change: { enabled?: boolean; description?: string }): Step =>
  ({ call }) => {
    const { as, params } = sentTo(place);
    return told(call('editWebhook', { as, params: { ...params, webhookId }, body: change }));
  };
const deleteWebhook =
  (place: Place, webhookId: string): Step =>
  ({ call }) => {
    const { as, params } = sentTo(place);
    return told(call('deleteWebhook', { as, params: { ...params, webhookId } }));
  };

const aWebhook = async ({ call }: Stage, place: Place) =>
  done(await call('createWebhook', { ...sentTo(place), body })).id;

/** Admins who change the webhooks of one environment at once. */
export const webhookRaces: readonly Race[] = [
  {
    name: 'two webhooks are created where there is room for one',
    async given(stage) {
      const place = await aPlace(stage, { limit: 1 });
      for (let made = 0; made < 9; made += 1) await aWebhook(stage, place);
      return { ada: [createWebhook(place)], ben: [createWebhook(place)] };
    },
  },
  {
    name: 'two webhooks are created where there is none',
    async given(stage) {
      const place = await aPlace(stage, { limit: 1 });
      return { ada: [createWebhook(place)], ben: [createWebhook(place)] };
    },
  },
  {
    name: 'a webhook is disabled, described and deleted at once',
    async given(stage) {
      const place = await aPlace(stage, { limit: 1 });
      const id = await aWebhook(stage, place);
      return {
        ada: [editWebhook(place, id, { enabled: false })],
        ben: [editWebhook(place, id, { description: 'For billing' })],
        cy: [deleteWebhook(place, id)],
      };
    },
  },
];
