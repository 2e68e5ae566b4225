import * as fc from 'fast-check';
import { aTelephoneNumber } from '../../setup/resources.ts';
import { told } from '../race.ts';
import { pick, type Step } from './commands.ts';
import type { ModelEnvironment } from './model.ts';

/** Sets the status and the limit of an environment's campaign, and creates it when there is none. */
const setCampaign = (n: number, status: 'running' | 'paused', limit: number | null): Step => ({
  what: `the campaign of environment ${n} is ${status}, its limit ${limit}`,
  async run(model, real) {
    const environment = pick(model.environments, n) as ModelEnvironment;
    const as = model.admins[0]?.token ?? '';
    const params = { accountId: model.accountId, environmentId: environment.id };
    const refusal = model.refusalIn(environment);
    if (environment.campaign === undefined) {
      const agent = await real.call('createEnvironmentAgent', { as, params, body: { name: 'Caller' } });
      if (refusal !== undefined || agent.status !== 201)
        return { got: await told(Promise.resolve(agent)), want: refusal ?? '201' };
      const number = await real.call('createEnvironmentNumber', {
        as,
        params,
        body: { e164: aTelephoneNumber() },
      });
      const body = { name: 'Spring', agentId: agent.body.id, numberId: number.body.id };
      const made = await real.call('createEnvironmentCampaign', { as, params, body });
      environment.campaign = { id: made.body.id, status: 'draft', limit: null };
    }
    const { campaign } = environment;
    const want =
      refusal ?? (campaign.status === 'draft' && status === 'paused' ? '409 invalid_transition' : '200');
    const got = await told(
      real.call('editEnvironmentCampaign', {
        as,
        params: { ...params, campaignId: campaign.id },
        body: { status, maxConcurrentCalls: limit },
      }),
    );
    if (want === '200') Object.assign(campaign, { status, limit });
    return { got, want };
  },
});

/** Steps of campaigns, with limits around these. */
export function campaignSteps(limits: readonly number[]): fc.Arbitrary<Step>[] {
  const limit = fc.constantFrom(null, ...limits.filter((calls) => calls > 0));
  return [
    fc
      .tuple(fc.nat(5), fc.constantFrom('running' as const, 'running' as const, 'paused' as const), limit)
      .map((given) => setCampaign(...given)),
  ];
}
