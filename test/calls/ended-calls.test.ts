import { sweepNow } from '../setup/sweep.ts';
import { aBerth, done } from '../setup/berth.ts';
import { everyItem } from '../setup/every-item.ts';
import { someResources } from '../setup/resources.ts';
import { followUsage } from '../setup/usage.ts';

const berth = await aBerth({ stream: true });
const { call, context } = berth;
const usage = await followUsage(berth);

const { account, ...environment } = await berth.aPlace({ maxConcurrentCalls: 10 });
const as = environment.key;

/** Ten calls, one a minute. Every other one is lost. */
const starts: { id: string; startedAt: string; outcome: string }[] = [];
for (let calls = 0; calls < 10; calls += 1) {
  const started = done(await call('startCall', { as, body: { id: `call-${calls}`, leaseSeconds: 10 } }));
  const lost = calls % 2 === 1;
  starts.push({ id: started.id, startedAt: started.startedAt, outcome: lost ? 'expired' : 'ended' });
  if (!lost) done(await call('endCall', { as, params: { callId: started.id } }));
  context.clock.advance(60);
}
await sweepNow(context);
const { id: live } = done(await call('startCall', { as, body: { leaseSeconds: 3600 } }));
await usage.caughtUp(environment.id);
const newestFirst = starts.toReversed();

const ways = {
  'the key': (query: Record<string, string | number>) => call('listCalls', { as, query }),
  people: (query: Record<string, string | number>) =>
    call('listEnvironmentCalls', { ...environment.of, query }),
};

describe.each(Object.entries(ways))('for %s', (_, list) => {
  const idsOf = async (query: Record<string, string | number>) =>
    done(await list({ status: 'ended', ...query })).items.map(({ id }) => id);

  test('the list of ended calls shows the newest start first', async () => {
    expect(done(await list({ status: 'ended' })).items).toMatchObject(newestFirst);
    expect(done(await list({})).items).toMatchObject([{ id: live, status: 'active' }]);
    expect(done(await list({ status: 'active' })).items).toMatchObject([{ id: live }]);
  });

  test('from and to filter by the start: from is included, to is not', async () => {
    const [from, to] = [starts[2]?.startedAt ?? '', starts[5]?.startedAt ?? ''];
    expect(await idsOf({ from, to })).toEqual(['call-4', 'call-3', 'call-2']);
    expect(await idsOf({ from: starts[8]?.startedAt ?? '' })).toEqual(['call-9', 'call-8']);
    expect(await idsOf({ to: starts[1]?.startedAt ?? '' })).toEqual(['call-0']);
    expect(await idsOf({ to: '2026-01-01T00:00:00Z' })).toEqual([]);
  });

  test('ended and live calls can be filtered by direction', async () => {
    expect(await idsOf({ direction: 'outbound' })).toEqual(newestFirst.map(({ id }) => id));
    expect(await idsOf({ direction: 'inbound' })).toEqual([]);
    expect(done(await list({ direction: 'outbound' })).items).toMatchObject([{ id: live }]);
    expect(done(await list({ direction: 'inbound' })).items).toEqual([]);
  });

  test('ended calls can be filtered by outcome', async () => {
    const lost = newestFirst.filter(({ outcome }) => outcome === 'expired').map(({ id }) => id);
    expect(await idsOf({ outcome: 'expired' })).toEqual(lost);
    expect(await idsOf({ outcome: 'drained' })).toEqual([]);
  });

  test.each([
    ['all', {}],
    ['a time', { from: starts[1]?.startedAt ?? '', to: starts[9]?.startedAt ?? '' }],
    ['an outcome', { outcome: 'ended' }],
  ])('the pages of %s have the same calls, each once', async (_name, query) => {
    const walked = await everyItem(2, async (page) =>
      done(await list({ status: 'ended', ...query, ...page })),
    );
    expect(walked.map(({ id }) => id)).toEqual(await idsOf(query));
  });

  test('a cursor works only for the list that it was given for', async () => {
    const from = starts[1]?.startedAt ?? '';
    const { nextCursor } = done(await list({ status: 'ended', from, limit: 2 }));
    const cursor = nextCursor ?? '';
    expect(await list({ status: 'ended', from, cursor })).toMatchObject({ status: 200 });
    const others = [
      { status: 'ended' },
      { status: 'active' },
      { status: 'ended', from: starts[9]?.startedAt ?? '' },
      { status: 'ended', from, to: starts[5]?.startedAt ?? '' },
      { status: 'ended', from, outcome: 'ended' },
    ];
    for (const query of others) expect(await list({ ...query, cursor })).toBeRefused(400, 'invalid_cursor');
  });

  test.each([
    ['an unknown status', { status: 'over' }, 'status'],
    ['an unknown outcome', { status: 'ended', outcome: 'lost' }, 'outcome'],
    ['a start for live calls', { from: '2026-01-31T09:30:00Z' }, 'from'],
    ['an end for live calls', { status: 'active', to: '2026-01-31T09:30:00Z' }, 'to'],
    ['an outcome for live calls', { outcome: 'ended' }, 'outcome'],
    ['an invalid instant', { status: 'ended', from: '1769851800' }, 'from'],
    [
      'an end before the beginning',
      { status: 'ended', from: '2026-02-01T00:00:00Z', to: '2026-01-31T00:00:00Z' },
      'to',
    ],
    ['an agent that can be none', { agentId: 'Ada' }, 'agentId'],
  ])('%s is refused', async (_name, query, path) => {
    expect(await list(query)).toBeRefused(422, 'invalid_input', { errors: [{ path }] });
  });
});

test('live and ended calls can be filtered by agent, number and campaign', async () => {
  const { id, key } = await berth.anEnvironment(account, { maxConcurrentCalls: 5 });
  const { agentId, numberId, campaignId, spare } = await someResources(berth, key);
  done(await call('editCampaign', { as: key, params: { campaignId }, body: { status: 'running' } }));
  const calls = { one: { campaignId }, other: { agentId: spare.agentId }, plain: {} };
  for (const [name, more] of Object.entries(calls))
    done(await call('startCall', { as: key, body: { id: name, ...more } }));
  const found = async (query: Record<string, string>) =>
    done(await call('listCalls', { as: key, query })).items.map((item) => item.id);
  const expectAll = async (status: string) => {
    for (const reference of [{ campaignId }, { agentId }, { numberId }])
      expect(await found({ status, ...reference })).toEqual(['one']);
    expect(await found({ status, agentId: spare.agentId })).toEqual(['other']);
    expect(await found({ status, agentId: spare.agentId, campaignId })).toEqual([]);
  };
  await expectAll('active');
  for (const callId of Object.keys(calls)) done(await call('endCall', { as: key, params: { callId } }));
  await usage.caughtUp(id);
  await expectAll('ended');
  const { items } = done(await call('listCalls', { as: key, query: { status: 'ended', campaignId } }));
  expect(items).toMatchObject([{ agentId, numberId, campaignId }]);
});

test('an ended call is found by its id', async () => {
  expect(await call('getCall', { as, params: { callId: 'call-0' } })).toAnswer(200, {
    id: 'call-0',
    status: 'ended',
  });
});
