import * as fc from 'fast-check';
import { told } from '../race.ts';
import { pick, type Step } from './commands.ts';
import { as } from './environment-steps.ts';
import type { Model, ModelKey, ModelServiceAccount, ModelUser } from './model.ts';
import { refusalOf } from './user-steps.ts';

const MOST = 20;

const create = (by: number, role: 'admin' | 'member', seconds: number | undefined): Step => ({
  what: `user ${by} creates a service account as ${role}${seconds === undefined ? '' : `, for ${seconds} s`}`,
  async run(model, real) {
    const actor = pick(model.users, by) as ModelUser;
    const standing = model.serviceAccounts.filter(({ deleted }) => !deleted);
    const want = refusalOf(actor) ?? model.notInUse ?? (standing.length < MOST ? '201' : '409 limit_reached');
    const expiresAt = seconds === undefined ? Infinity : model.now + seconds * 1000;
    const answer = await real.call('createServiceAccount', {
      as: actor.token,
      params: { accountId: model.accountId },
      body: {
        name: 'Pipeline',
        role,
        ...(seconds !== undefined && { expiresAt: new Date(expiresAt).toISOString() }),
      },
    });
    if (answer.status === 201) {
      const { id, secret } = answer.body;
      const secrets = [{ id, secret: secret ?? '', expiresAt: Infinity }];
      model.serviceAccounts.push({ id, role, secrets, expiresAt, deleted: false });
    }
    return { got: await told(Promise.resolve(answer)), want };
  },
});

/** Any service account that ever existed, with any secret that it ever had, newest first. */
function secretOf(
  model: Model,
  n: number,
  k: number,
): { own: ModelServiceAccount; secret: ModelKey } | undefined {
  const own = pick(model.serviceAccounts.toReversed(), n);
  const secret = own && pick(own.secrets.toReversed(), k);
  return own && secret && { own, secret };
}

const use = (n: number, k: number, writes: boolean): Step => ({
  what: `service account ${n} ${writes ? 'writes' : 'reads'} with secret ${k}`,
  async run(model, real) {
    const found = secretOf(model, n, k);
    if (found === undefined) return { got: '', want: '' };
    const { own, secret } = found;
    const request = { as: secret.secret, params: { accountId: model.accountId } };
    const want = !model.acts(own, secret)
      ? '401 unauthenticated'
      : !writes
        ? '200'
        : own.role === 'member'
          ? '403 admin_required'
          : (model.notInUse ?? '200');
    const answer = writes
      ? real.call('renameAccount', { ...request, body: { name: `By ${own.id} at ${model.now}` } })
      : real.call('getAccount', request);
    return { got: await told(answer), want };
  },
});

/** A change of one by an Admin, whether it exists or not. */
const change = (
  n: number,
  what: string,
  status: string,
  run: (
    own: ModelServiceAccount,
    ...given: Parameters<Step['run']>
  ) => Promise<{ status: number; body: object }>,
): Step => ({
  what: `${what} service account ${n}`,
  async run(model, real) {
    const own = pick(model.serviceAccounts.toReversed(), n);
    if (own === undefined) return { got: '', want: '' };
    const want = model.notInUse ?? (own.deleted ? '404 not_found' : status);
    return { got: await told(run(own, model, real)), want };
  },
});

const of = (model: Model, { id }: ModelServiceAccount) => ({
  as: as(model).as,
  params: { accountId: model.accountId, serviceAccountId: id },
});

const rotate = (n: number, graceSeconds: number): Step =>
  change(n, `rotate, grace ${graceSeconds} s, the secret of`, '200', async (own, model, real) => {
    const answer = await real.call('rotateServiceAccountSecret', {
      ...of(model, own),
      body: { graceSeconds },
    });
    if (answer.status < 300) {
      for (const secret of own.secrets)
        secret.expiresAt = secret.expiresAt === Infinity ? model.now + graceSeconds * 1000 : 0;
      own.secrets.push({ id: own.id, secret: answer.body.secret ?? '', expiresAt: Infinity });
    }
    return answer;
  });

const setRole = (n: number, role: 'admin' | 'member'): Step =>
  change(n, `make ${role} of`, '200', async (own, model, real) => {
    const answer = await real.call('editServiceAccount', { ...of(model, own), body: { role } });
    if (answer.status === 200) own.role = role;
    return answer;
  });

const remove = (n: number): Step =>
  change(n, 'delete', '204', async (own, model, real) => {
    const answer = await real.call('deleteServiceAccount', of(model, own));
    if (answer.status === 204) own.deleted = true;
    // After the answer none of its secrets works.
    const { accountId } = model;
    for (const { secret } of own.deleted ? own.secrets : []) {
      const late = await real.call('getAccount', { as: secret, params: { accountId } });
      if (late.status !== 401) return late;
    }
    return answer;
  });

/** Steps of service accounts, and of the Admins that manage them. */
export function serviceAccountSteps(): fc.Arbitrary<Step>[] {
  const n = fc.constantFrom(0, 0, 1, 2);
  const role = fc.constantFrom('admin' as const, 'member' as const);
  const lifetime = fc.constantFrom(undefined, undefined, 60, 8 * 24 * 3600);
  const used = fc.tuple(n, fc.constantFrom(0, 0, 1, 2), fc.boolean()).map((given) => use(...given));
  const created = fc
    .tuple(fc.constantFrom(0, 0, 0, 0, 1, 2), role, lifetime)
    .map((given) => create(...given));
  return [
    created,
    created,
    used,
    used,
    fc.tuple(n, fc.constantFrom(0, 10, 3600)).map((given) => rotate(...given)),
    n.map(remove),
    fc.tuple(n, role).map((given) => setRole(...given)),
  ];
}
