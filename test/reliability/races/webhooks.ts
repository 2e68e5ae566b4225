import { done } from '../../setup/berth.ts';
import type { Race, Stage } from '../race.ts';
import { type Place, inAPlace } from './place.ts';
import { asks, inPlace } from './steps.ts';

const body = { url: 'https://example.com/', events: ['call.ended' as const] };

const createWebhook = (place: Place) => asks('createWebhook', { ...inPlace(place), body });
const inWebhook = (place: Place, webhookId: string) => {
  const { as, params } = inPlace(place);
  return { as, params: { ...params, webhookId } };
};
const editWebhook = (place: Place, id: string, change: { enabled?: boolean; description?: string }) =>
  asks('editWebhook', { ...inWebhook(place, id), body: change });
const deleteWebhook = (place: Place, id: string) => asks('deleteWebhook', inWebhook(place, id));

const aWebhook = async ({ call }: Stage, place: Place) =>
  done(await call('createWebhook', { ...inPlace(place), body })).id;

/** Admins who change the webhooks of one environment at once. */
export const webhookRaces: readonly Race[] = [
  {
    name: 'two webhooks are created where there is room for one',
    given: inAPlace({ limit: 1 }, async (place, stage) => {
      for (let made = 0; made < 9; made += 1) await aWebhook(stage, place);
      return { ada: [createWebhook(place)], ben: [createWebhook(place)] };
    }),
  },
  {
    name: 'two webhooks are created where there is none',
    given: inAPlace({ limit: 1 }, (place) => ({ ada: [createWebhook(place)], ben: [createWebhook(place)] })),
  },
  {
    name: 'a webhook is disabled, described and deleted at once',
    given: inAPlace({ limit: 1 }, async (place, stage) => {
      const id = await aWebhook(stage, place);
      return {
        ada: [editWebhook(place, id, { enabled: false })],
        ben: [editWebhook(place, id, { description: 'For billing' })],
        cy: [deleteWebhook(place, id)],
      };
    }),
  },
];
