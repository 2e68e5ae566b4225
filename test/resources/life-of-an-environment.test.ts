import { sweepNow } from '../setup/sweep.ts';
import { checkTable } from '../reliability/checker/check-table.ts';
import { aBerth, asAdmin, done, inEnvironment } from '../setup/berth.ts';
import { someResources } from '../setup/resources.ts';
import { interrupted, meanwhile } from './meanwhile.ts';
import { aPlace, byKey, byPath, type Place } from './ways.ts';

const berth = await aBerth();
const { call, context } = berth;
const DAYS_30 = 30 * 24 * 3600;
const sweep = () => sweepNow(context);
const wrong = async () => checkTable(await berth.items(), context.clock.now());

/** An environment with one of everything. */
async function aFullPlace() {
  const place = await aPlace(berth);
  const ids = await someResources(berth, place.environment.key);
  done(await place.byKey('editSettings', { body: { timezone: 'Europe/Berlin' } }));
  const { e164 } = done(await place.byKey('getNumber', { params: { numberId: ids.numberId } }));
  return { place, ids, e164 };
}

const requestOf = ({ account, environment }: Place) => inEnvironment(account, environment.id);
const remove = async (place: Place, query = {}) =>
  done(await call('deleteEnvironment', { ...requestOf(place), query }));

test('everything in a deleted environment comes back with it, and its numbers stay taken until then', async () => {
  const { place, ids, e164 } = await aFullPlace();
  const everything = async (go = place.byKey) => [
    done(await go('listAgents')),
    done(await go('listNumbers')),
    done(await go('listCampaigns')),
    done(await go('listContacts', { params: { campaignId: ids.campaignId } })),
    done(await go('getSettings')),
  ];
  const before = await everything();
  await remove(place);
  expect(await place.byKey('listAgents')).toMatchObject({ status: 401 });
  expect(await place.byPath('listAgents')).toMatchObject({ status: 404 });
  expect(await place.byPath('getAgent', { params: { agentId: ids.agentId } })).toMatchObject({ status: 404 });
  expect(await place.byPath('createAgent', { body: { name: 'late' } })).toMatchObject({ status: 404 });
  const other = await aPlace(berth, place.account);
  expect(await other.byKey('createNumber', { body: { e164 } })).toMatchObject({ status: 409 });

  context.clock.advance(DAYS_30 - 60);
  await sweep();
  const { apiKey } = done(await call('restoreEnvironment', requestOf(place)));
  expect(await everything(byKey(call, apiKey.secret ?? ''))).toEqual(before);
  expect(
    await everything(byPath(call, place.account.admin, place.account.accountId, place.environment.id)),
  ).toEqual(before);
});

test('after 30 days nothing is left of a deleted environment, and its numbers are free', async () => {
  const { place, ids, e164 } = await aFullPlace();
  await remove(place);
  context.clock.advance(DAYS_30 + 60);
  expect(await sweep()).toMatchObject({ purged: 1, failed: 0 });
  const left = (await berth.items()).filter(({ pk }) => !/^(AUDIT|IDEMPOTENCY)#/.test(String(pk)));
  for (const trace of [place.environment.id, e164, ids.agentId, ids.numberId, ids.campaignId]) {
    expect(JSON.stringify(left)).not.toContain(trace);
  }
  expect(await wrong()).toEqual([]);
  const other = await aPlace(berth);
  expect(await other.byKey('createNumber', { body: { e164 } })).toMatchObject({ status: 201 });
  expect(await sweep()).toMatchObject({ purged: 0, failed: 0 });
});

test('a purge that is interrupted anywhere is finished by the next run, and removes nothing that belongs to another by then', async () => {
  let interruptedAt = 0;
  for (let ended = false; !ended;) {
    const { place, e164 } = await aFullPlace();
    await remove(place);
    context.clock.advance(DAYS_30 + 60);
    interruptedAt += 2;
    ended = (await interrupted(berth, interruptedAt, sweep)).failed === 0;
    // Whatever was purged so far, there is no way back, not even by a clock that is an hour behind.
    context.clock.advance(-3600);
    expect(await call('restoreEnvironment', requestOf(place))).toMatchObject({ status: 404 });
    context.clock.advance(3600);
    // A number that is free can be added again.
    const other = await aPlace(berth);
    const took = await other.byKey('createNumber', { body: { e164 } });
    expect(await sweep()).toMatchObject({ failed: 0 });
    expect(await wrong()).toEqual([]);
    const kept = done(await other.byKey('listNumbers')).items.map((number) => number.e164);
    expect(kept).toEqual(took.status === 201 ? [e164] : []);
  }
  expect(interruptedAt).toBeGreaterThan(5);
});

test('the resources of a draining environment can be read and not changed', async () => {
  const { place, ids } = await aFullPlace();
  done(await call('startCall', { as: place.environment.key, body: { id: 'last' } }));
  await remove(place, { drain: true });
  const refused = { status: 409, body: { code: 'environment_draining' } };
  for (const go of [place.byKey, place.byPath]) {
    expect(await go('getAgent', { params: { agentId: ids.agentId } })).toMatchObject({ status: 200 });
    expect(await go('createAgent', { body: { name: 'late' } })).toMatchObject(refused);
    expect(await go('deleteCampaign', { params: { campaignId: ids.campaignId } })).toMatchObject(refused);
  }
});

describe('while a write is in flight', () => {
  const just = <T>(before: () => Promise<unknown>, write: () => Promise<T>) =>
    meanwhile(berth, 'TransactWrite', before, write);
  const names = async (go: Place['byKey']) => done(await go('listAgents')).items.map(({ name }) => name);
  const late = { body: { name: 'too late' } };

  test('it is refused when its key is revoked', async () => {
    const place = await aPlace(berth);
    const revoke = async () => {
      const { as, params } = requestOf(place);
      done(await call('revokeApiKey', { as, params: { ...params, keyId: place.environment.keyId } }));
    };
    expect(await just(revoke, () => place.byKey('createAgent', late))).toMatchObject({ status: 401 });
    expect(await names(place.byPath)).toEqual([]);
  });

  test('it is refused when its Admin is demoted', async () => {
    const place = await aPlace(berth);
    const { account } = place;
    const admin = await berth.aMember(account);
    const give = (role: 'admin' | 'member') =>
      call('changeRole', { ...asAdmin(account, { userId: admin.userId }), body: { role } });
    done(await give('admin'));
    const people = byPath(call, admin, account.accountId, place.environment.id);
    expect(
      await just(
        () => give('member'),
        () => people('createAgent', late),
      ),
    ).toMatchObject({ status: 403 });
    expect(await names(place.byPath)).toEqual([]);
  });

  test.each(['byKey', 'byPath'] as const)(
    'it is refused when the environment is deleted, %s',
    async (way) => {
      const place = await aPlace(berth);
      const refused = await just(
        () => remove(place),
        () => place[way]('createAgent', late),
      );
      expect(refused).toMatchObject({ status: way === 'byKey' ? 401 : 404 });
      const { apiKey } = done(await call('restoreEnvironment', requestOf(place)));
      expect(await names(byKey(call, apiKey.secret ?? ''))).toEqual([]);
    },
  );
});
