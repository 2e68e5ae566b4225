import { quotasFor } from '../../../lib/gate/sizing/shares.ts';
import type { Race, Setting } from '../race.ts';
import { type Place, aCampaign, aPlace, inAPlace, madeIn, runningAll, withACampaign } from './place.ts';
import { edit, editCampaign, end, reallocate, reconcile, start } from './steps.ts';

const outbound = { direction: 'outbound' } as const;

/** Two outbound calls may start, and one of the two slots under the cap is in the first gate, which is full. */
async function aPlaceWhereAShareIsShut(stage: Setting): Promise<Place> {
  const limit = 45;
  const place = await aPlace(stage, { limit, spare: 10 });
  await edit(place, { reservedInboundCalls: limit - 2 })(stage);
  await runningAll(stage, place.id, madeIn(0, quotasFor(limit)[0] ?? 0, 'inbound'));
  return place;
}

/**
 * Changes of the gates that meet each other. Each must know about the one before, though neither changes what the other
 * reads.
 */
export const reshapingRaces: readonly Race[] = [
  {
    name: 'a reserve and a campaign’s limit are edited at once where there are two gates',
    dangerous: ['ada 4, ben, ada, caller', 'ada 5, ben, ada, caller', 'ben 6, ada, ben, caller'],
    given: withACampaign({ limit: 45 }, (place, campaignId) => ({
      ada: [edit(place, { reservedInboundCalls: 43 })],
      ben: [editCampaign(place, campaignId, { maxConcurrentCalls: 2 })],
      caller: [start(place, { campaignId })],
    })),
    remembered: [1, 2],
  },
  {
    name: 'a campaign gets a limit while its environment gets another gate',
    dangerous: ['ada 3, ben, ada, caller', 'ben 6, ada, ben, caller'],
    given: inAPlace({ limit: 40, spare: 5 }, async (place, stage) => {
      const campaignId = await aCampaign(stage, place);
      return {
        ada: [edit(place, { maxConcurrentCalls: 45 })],
        ben: [editCampaign(place, campaignId, { maxConcurrentCalls: 1 })],
        caller: [start(place, { campaignId })],
      };
    }),
    remembered: [1, 2],
  },
  {
    name: 'two campaigns get their limits at once',
    dangerous: ['ada 7, ben, ada', 'ada 6, ben, ada', 'ada 8, ben, ada'],
    given: inAPlace({ limit: 4 }, async (place, stage) => {
      const one = await aCampaign(stage, place);
      const other = await aCampaign(stage, place);
      return {
        ada: [editCampaign(place, one, { maxConcurrentCalls: 1 })],
        ben: [editCampaign(place, other, { maxConcurrentCalls: 1 })],
        caller: [start(place, { campaignId: one }), start(place, { campaignId: other })],
      };
    }),
  },
  {
    name: 'refused starts move a share of the cap to where slots are, while the limit is edited',
    dangerous: ['one 6, admin, one, other', 'one 7, other, one, admin', 'admin 4, one, other, admin'],
    async given(stage) {
      const place = await aPlaceWhereAShareIsShut(stage);
      return {
        one: [start(place, outbound)],
        other: [start(place, { id: 'x', ...outbound })],
        admin: [edit(place, { maxConcurrentCalls: 50, reservedInboundCalls: 48 })],
      };
    },
    remembered: [1, 2],
  },
  {
    name: 'refused starts move a share of the cap to where slots are, while a campaign gets a limit',
    dangerous: ['one 6, admin, one, other', 'one 7, admin, one, other', 'admin 6, one, other, admin'],
    async given(stage) {
      const place = await aPlaceWhereAShareIsShut(stage);
      const campaignId = await aCampaign(stage, place);
      return {
        one: [start(place, outbound)],
        other: [start(place, { campaignId })],
        admin: [editCampaign(place, campaignId, { maxConcurrentCalls: 1 })],
      };
    },
    remembered: [2],
  },
  {
    name: 'two refused starts move the shares of a cap in opposite directions',
    dangerous: ['one 5, other, one, third', 'one 6, other, one, third', 'one 7, other, one, third'],
    async given(stage) {
      const place = await aPlaceWhereAShareIsShut(stage);
      return {
        one: [start(place, outbound), end(place, madeIn(0, 1, 'inbound')[0] ?? '')],
        other: [start(place, { id: 'x', ...outbound })],
        third: [start(place, { id: 'y', ...outbound })],
      };
    },
    remembered: [2],
  },
  {
    name: 'a reallocation meets an outbound start and the edit that reserves slots, where gates come and go',
    dangerous: ['ada 6, ben, caller, ada', 'ben 4, ada, caller, ben'],
    given: inAPlace({ limit: 40, spare: 5, running: ['a'] }, (place) => ({
      ada: [reallocate(place.account, { [place.id]: 45 })],
      ben: [edit(place, { reservedInboundCalls: 38 })],
      caller: [start(place, { id: 'x', ...outbound })],
    })),
    remembered: [1, 2],
  },
  {
    name: 'the reconciler comes by while slots are reserved and a campaign gets a limit',
    dangerous: [
      'reconciler 2, ada 5, reconciler 9, ada, reconciler',
      'ben 7, reconciler 12, ben, reconciler',
      'reconciler 4, ada, ben, reconciler',
    ],
    given: withACampaign({ limit: 45 }, (place, campaignId) => ({
      ada: [edit(place, { reservedInboundCalls: 43 })],
      ben: [editCampaign(place, campaignId, { maxConcurrentCalls: 1 })],
      reconciler: [reconcile],
    })),
  },
];
