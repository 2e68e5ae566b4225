import type { CampaignStatus } from '../../lib/api/routes/resources/campaigns.ts';
import { aBerth, done } from '../setup/berth.ts';
import { aTelephoneNumber } from '../setup/resources.ts';
import { expectSound } from '../setup/sound.ts';
import { aPlace, type Way } from './ways.ts';

const berth = await aBerth();
const account = await berth.anAccount();

async function aCampaign(go: Way) {
  const agentId = done(await go('createAgent', { body: { name: 'Caller' } })).id;
  const numberId = done(await go('createNumber', { body: { e164: aTelephoneNumber() } })).id;
  const created = await go('createCampaign', { body: { name: 'Spring', agentId, numberId } });
  return { created, agentId, numberId, params: { campaignId: created.body.id } };
}

describe.each(['byKey', 'byPath'] as const)('campaigns, %s', (way) => {
  test('can be created, read, listed, changed and deleted', async () => {
    const { [way]: go } = await aPlace(berth, account);
    const { created, agentId, numberId, params } = await aCampaign(go);
    expect(created).toAnswer(201, {
      agentId,
      numberId,
      status: 'draft',
      maxConcurrentCalls: null,
      contactCount: 0,
    });
    expect(await go('getCampaign', { params })).toAnswer(200, created.body);
    expect(await go('editCampaign', { params, body: { maxConcurrentCalls: 5 } })).toAnswer(200, {
      maxConcurrentCalls: 5,
      name: 'Spring',
    });
    expect(await go('editCampaign', { params, body: { maxConcurrentCalls: 0 } })).toMatchObject({
      status: 422,
    });
    expect(done(await go('listCampaigns')).items).toMatchObject([{ id: params.campaignId }]);
    expect(await go('deleteCampaign', { params })).toMatchObject({ status: 204 });
    expect(await go('getCampaign', { params })).toMatchObject({ status: 404 });
  });

  test('can refer only to what is in their environment', async () => {
    const { [way]: go } = await aPlace(berth, account);
    const { [way]: elsewhere } = await aPlace(berth, account);
    const own = await aCampaign(go);
    const foreign = await aCampaign(elsewhere);
    const nobodys = 'agt_01JD3Z0M603B6D8F1H4K7N0Q3T';
    const essence = ({ status, body }: { status: number; body: { code: string; errors: unknown } }) => ({
      status,
      code: body.code,
      errors: body.errors,
    });
    const before = await berth.items();
    for (const [field, theirs, none] of [
      ['agentId', foreign.agentId, nobodys],
      ['numberId', foreign.numberId, 'num_01JD3Z0M614C7E9G2J5M8P1R4V'],
    ] as const) {
      const tried = async (id: string) => {
        const { agentId, numberId, params } = own;
        const body = { name: 'x', agentId, numberId, [field]: id };
        return [
          essence(await go('createCampaign', { body })),
          essence(await go('editCampaign', { params, body: { [field]: id } })),
        ];
      };
      const answers = await tried(theirs);
      expect(answers).toEqual(await tried(none));
      for (const answer of answers) {
        expect(answer).toMatchObject({ status: 422, code: 'invalid_input', errors: [{ path: field }] });
      }
    }
    expect(await berth.items()).toEqual(before);
  });
});

describe('the status of a campaign', () => {
  const statuses: CampaignStatus[] = ['draft', 'running', 'paused', 'completed'];
  const legal = [
    'draft running',
    'running paused',
    'running completed',
    'paused running',
    'paused completed',
  ];
  const wayTo: Record<CampaignStatus, CampaignStatus[]> = {
    draft: [],
    running: ['running'],
    paused: ['running', 'paused'],
    completed: ['running', 'completed'],
  };
  const steps = statuses.flatMap((from) =>
    statuses.map((to) => ({ from, to, status: from === to || legal.includes(`${from} ${to}`) ? 200 : 409 })),
  );
  let go: Way;
  let shared: { agentId: string; numberId: string };
  beforeAll(async () => {
    go = (await aPlace(berth, account)).byKey;
    shared = await aCampaign(go);
  });

  test.each(steps)('from $from to $to is answered $status', async ({ from, to, status }) => {
    const { agentId, numberId } = shared;
    const body = { name: `${from} to ${to}`, agentId, numberId };
    const params = { campaignId: done(await go('createCampaign', { body })).id };
    const take = (next: CampaignStatus) => go('editCampaign', { params, body: { status: next } });
    for (const step of wayTo[from]) done(await take(step));
    expect(await take(to)).toMatchObject({
      status,
      body: status === 200 ? { status: to } : { code: 'invalid_transition', from, to },
    });
    expect((await go('getCampaign', { params })).body.status).toBe(status === 200 ? to : from);
  });
});

describe('something in use', () => {
  const inUse = (...references: object[]) => ({ status: 409, body: { code: 'in_use', references } });

  test('cannot be deleted while a campaign or a setting refers to it', async () => {
    const { byKey: go, environment } = await aPlace(berth, account);
    const { agentId, numberId, params } = await aCampaign(go);
    const number = { numberId };
    done(await go('editNumber', { params: number, body: { inboundAgentId: agentId } }));
    done(await go('editSettings', { body: { defaultAgentId: agentId } }));
    const byCampaign = { type: 'campaign', id: params.campaignId };
    const byNumber = { type: 'number', id: numberId };
    const bySettings = { type: 'settings', id: environment.id };
    const before = await berth.items();
    const deleteAgent = () => go('deleteAgent', { params: { agentId } });
    expect(await deleteAgent()).toMatchObject(inUse(byNumber, byCampaign, bySettings));
    expect(await go('deleteNumber', { params: number })).toMatchObject(inUse(byCampaign));
    expect(await berth.items()).toEqual(before);

    done(await go('editNumber', { params: number, body: { inboundAgentId: null } }));
    expect(await deleteAgent()).toMatchObject(inUse(byCampaign, bySettings));
    done(await go('editSettings', { body: { defaultAgentId: null } }));
    expect(await deleteAgent()).toMatchObject(inUse(byCampaign));
    const { id: another } = done(await go('createAgent', { body: { name: 'Another' } }));
    done(await go('editCampaign', { params, body: { agentId: another } }));
    expect(await deleteAgent()).toMatchObject({ status: 204 });
    expect(await go('deleteAgent', { params: { agentId: another } })).toMatchObject(inUse(byCampaign));
    done(await go('deleteCampaign', { params }));
    expect(await go('deleteAgent', { params: { agentId: another } })).toMatchObject({ status: 204 });
    expect(await go('deleteNumber', { params: number })).toMatchObject({ status: 204 });
  });

  test('is deleted or referred to, never both, when both are tried at once', async () => {
    const { byKey: go } = await aPlace(berth, account);
    const { numberId } = await aCampaign(go);
    for (let round = 0; round < 10; round += 1) {
      const { id: agentId } = done(await go('createAgent', { body: { name: `round ${round}` } }));
      const [deleted, created] = await Promise.all([
        go('deleteAgent', { params: { agentId } }),
        go('createCampaign', { body: { name: 'x', agentId, numberId } }),
      ]);
      expect(['204 422', '409 201']).toContain(`${deleted.status} ${created.status}`);
    }
    await expectSound(berth);
  });
});
