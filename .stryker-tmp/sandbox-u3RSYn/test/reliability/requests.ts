import type { AccountId } from '../../lib/api/schemas/ids.ts';
import { invitationToken } from '../../lib/invitations/invitation-token.ts';
import { done, type TestBerth } from '../setup/berth.ts';
import type { Stage } from './race.ts';
import { aCampaign, aPlace, running } from './races/steps.ts';

/** A request, and what its repetition may answer when the first one was done but not heard of. */
export interface Request {
  readonly name: string;
  readonly send: () => Promise<{ status: number; headers: Headers; body: object }>;
  readonly again: readonly number[];
}

const once = { headers: { 'idempotency-key': 'once' } };

/** Sets a table up for requests of every kind that writes. */
export async function requestsIn(stage: Stage & { readonly berth: TestBerth }): Promise<readonly Request[]> {
  const { berth, call, context } = stage;
  const place = await aPlace(stage, { limit: 5, spare: 105 });
  const large = await berth.anEnvironment(place.account, { name: 'large', maxConcurrentCalls: 45 });
  const crowded = await berth.anEnvironment(place.account, { name: 'crowded', maxConcurrentCalls: 2 });
  const bound = await berth.anEnvironment(place.account, { name: 'bound', maxConcurrentCalls: 2 });
  const capped = await berth.anEnvironment(place.account, { name: 'capped', maxConcurrentCalls: 45 });
  const gone = await berth.anEnvironment(place.account, { name: 'gone', maxConcurrentCalls: 2 });
  const { accountId, admin } = place.account;
  const of = (environmentId: string) => ({ as: admin.token, params: { accountId, environmentId } });
  await running(stage, place.id, 'a');
  await running(stage, crowded.id, 'a');
  await running(stage, crowded.id, 'b');
  done(await call('editEnvironment', { ...of(crowded.id), body: { maxConcurrentCalls: 1 } }));
  await running(stage, bound.id, 'a');
  done(await call('deleteEnvironment', { ...of(bound.id), query: { drain: true } }));
  done(await call('deleteEnvironment', { ...of(gone.id), query: { drain: false } }));
  const campaignId = await aCampaign(stage, { ...capped, account: place.account });
  await running(stage, capped.id, 'a', { campaignId, row: true });
  done(await call('editEnvironment', { ...of(capped.id), body: { reservedInboundCalls: 43 } }));
  const eve = await berth.aPerson();
  const as = { as: admin.token, params: { accountId } };
  const invitation = done(
    await call('createInvitation', { ...as, body: { email: eve.email, role: 'member' } }),
  );
  const linked = { accountId: accountId as AccountId, id: invitation.id, sends: 1 };
  const token = invitationToken(linked, context.invitationKey());

  return [
    {
      name: 'create an environment',
      send: () => call('createEnvironment', { ...as, ...once, body: { name: 'new', maxConcurrentCalls: 3 } }),
      again: [201],
    },
    {
      name: 'raise a limit above one gate',
      send: () => call('editEnvironment', { ...of(place.id), body: { maxConcurrentCalls: 50 } }),
      again: [200],
    },
    {
      name: 'reallocate',
      send: () =>
        call('reallocateConcurrency', {
          ...as,
          ...once,
          body: {
            changes: [
              { environmentId: place.id, maxConcurrentCalls: 2 },
              { environmentId: large.id, maxConcurrentCalls: 48 },
            ],
          },
        }),
      again: [200],
    },
    {
      name: 'rotate a key',
      send: () => call('rotateApiKey', { ...of(place.id), ...once, body: {} }),
      again: [201],
    },
    {
      name: 'restore',
      send: () => call('restoreEnvironment', { ...of(gone.id), ...once, body: {} }),
      again: [200],
    },
    {
      name: 'drain',
      send: () => call('deleteEnvironment', { ...of(place.id), query: { drain: true } }),
      again: [204],
    },
    {
      name: 'delete',
      send: () => call('deleteEnvironment', { ...of(large.id), query: { drain: false } }),
      again: [404],
    },
    {
      name: 'invite',
      send: () =>
        call('createInvitation', { ...as, ...once, body: { email: 'zoe@example.com', role: 'admin' } }),
      again: [201],
    },
    {
      name: 'accept an invitation',
      send: () => call('acceptInvitation', { as: eve.token, ...once, body: { token } }),
      again: [200],
    },
    { name: 'start a call', send: () => call('startCall', { as: place.key, body: {} }), again: [] },
    {
      name: 'start a named call',
      send: () => call('startCall', { as: place.key, body: { id: 'x' } }),
      again: [200],
    },
    {
      name: 'start a named call among several gates',
      send: () => call('startCall', { as: large.key, body: { id: 'x' } }),
      again: [200],
    },
    {
      name: 'start a named outbound call where places are reserved',
      send: () => call('startCall', { as: capped.key, body: { id: 'x', direction: 'outbound' } }),
      again: [200],
    },
    {
      name: 'end a call that a cap counts',
      send: () => call('endCall', { as: capped.key, params: { callId: 'a' } }),
      again: [204],
    },
    {
      name: 'reserve places for inbound calls',
      send: () => call('editEnvironment', { ...of(large.id), body: { reservedInboundCalls: 43 } }),
      again: [200],
    },
    {
      name: 'give a campaign a limit',
      send: () =>
        call('editCampaign', { as: capped.key, params: { campaignId }, body: { maxConcurrentCalls: 1 } }),
      again: [200],
    },
    {
      name: 'heartbeat',
      send: () => call('heartbeatCall', { as: place.key, params: { callId: 'a' }, body: {} }),
      again: [200],
    },
    {
      name: 'end a call',
      send: () => call('endCall', { as: place.key, params: { callId: 'a' } }),
      again: [204],
    },
    {
      name: 'end a call above the limit',
      send: () => call('endCall', { as: crowded.key, params: { callId: 'a' } }),
      again: [204],
    },
    {
      name: 'end the last call of a draining environment',
      send: () => call('endCall', { as: bound.key, params: { callId: 'a' } }),
      again: [204, 401],
    },
  ];
}
