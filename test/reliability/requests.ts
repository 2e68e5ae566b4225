import { asAdmin, done, inEnvironment, type TestBerth } from '../setup/berth.ts';
import { tokenOf } from '../setup/invitation-token.ts';
import type { Stage } from './race.ts';
import { aCampaign, aPlace, running } from './races/place.ts';

/** A request, and the possible answers to its repetition when the first one was done without an answer. */
export interface Request {
  readonly name: string;
  readonly send: () => Promise<{ status: number; headers: Headers; body: object }>;
  readonly again: readonly number[];
}

const request = (name: string, again: readonly number[], send: Request['send']): Request => ({
  name,
  send,
  again,
});

const once = { headers: { 'idempotency-key': 'once' } };

/** Sets up a table for requests of every kind that writes. */
export async function requestsIn(stage: Stage & { readonly berth: TestBerth }): Promise<readonly Request[]> {
  const { berth, call, context } = stage;
  const place = await aPlace(stage, { limit: 5, spare: 105 });
  const large = await berth.anEnvironment(place.account, { name: 'large', maxConcurrentCalls: 45 });
  const crowded = await berth.anEnvironment(place.account, { name: 'crowded', maxConcurrentCalls: 2 });
  const bound = await berth.anEnvironment(place.account, { name: 'bound', maxConcurrentCalls: 2 });
  const capped = await berth.anEnvironment(place.account, { name: 'capped', maxConcurrentCalls: 45 });
  const gone = await berth.anEnvironment(place.account, { name: 'gone', maxConcurrentCalls: 2 });
  const of = (environmentId: string) => inEnvironment(place.account, environmentId);
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
  const inAccount = asAdmin(place.account);
  const invitation = done(
    await call('createInvitation', { ...inAccount, body: { email: eve.email, role: 'member' } }),
  );
  const token = tokenOf(context, place.account.accountId, invitation.id);

  return [
    request('create an environment', [201], () =>
      call('createEnvironment', { ...inAccount, ...once, body: { name: 'new', maxConcurrentCalls: 3 } }),
    ),
    request('raise a limit above one gate', [200], () =>
      call('editEnvironment', { ...of(place.id), body: { maxConcurrentCalls: 50 } }),
    ),
    request('reallocate', [200], () =>
      call('reallocateConcurrency', {
        ...inAccount,
        ...once,
        body: {
          changes: [
            { environmentId: place.id, maxConcurrentCalls: 2 },
            { environmentId: large.id, maxConcurrentCalls: 48 },
          ],
        },
      }),
    ),
    request('rotate a key', [201], () => call('rotateApiKey', { ...of(place.id), ...once, body: {} })),
    request('restore', [200], () => call('restoreEnvironment', { ...of(gone.id), ...once, body: {} })),
    request('drain', [204], () => call('deleteEnvironment', { ...of(place.id), query: { drain: true } })),
    request('delete', [404], () => call('deleteEnvironment', { ...of(large.id), query: { drain: false } })),
    request('invite', [201], () =>
      call('createInvitation', { ...inAccount, ...once, body: { email: 'zoe@example.com', role: 'admin' } }),
    ),
    request('accept an invitation', [200], () =>
      call('acceptInvitation', { as: eve.token, ...once, body: { token } }),
    ),
    request('start a call', [], () => call('startCall', { as: place.key, body: {} })),
    request('start a named call', [200], () => call('startCall', { as: place.key, body: { id: 'x' } })),
    request('start a named call among several gates', [200], () =>
      call('startCall', { as: large.key, body: { id: 'x' } }),
    ),
    request('start a named outbound call where slots are reserved', [200], () =>
      call('startCall', { as: capped.key, body: { id: 'x', direction: 'outbound' } }),
    ),
    request('end a call that a cap counts', [204], () =>
      call('endCall', { as: capped.key, params: { callId: 'a' } }),
    ),
    request('reserve slots for inbound calls', [200], () =>
      call('editEnvironment', { ...of(large.id), body: { reservedInboundCalls: 43 } }),
    ),
    request('give a campaign a limit', [200], () =>
      call('editCampaign', { as: capped.key, params: { campaignId }, body: { maxConcurrentCalls: 1 } }),
    ),
    request('heartbeat', [200], () =>
      call('heartbeatCall', { as: place.key, params: { callId: 'a' }, body: {} }),
    ),
    request('end a call', [204], () => call('endCall', { as: place.key, params: { callId: 'a' } })),
    request('end a call above the limit', [204], () =>
      call('endCall', { as: crowded.key, params: { callId: 'a' } }),
    ),
    request('end the last call of a draining environment', [204, 401], () =>
      call('endCall', { as: bound.key, params: { callId: 'a' } }),
    ),
  ];
}
