import * as fc from 'fast-check';
import { tokenOf } from '../../setup/invitation-token.ts';
import { told } from '../race.ts';
import { pick, type Step } from './commands.ts';
import type { Model, ModelUser } from './model.ts';

const WEEK_MS = 7 * 24 * 3_600_000;

/** The refusal of someone without the right of an Admin, or nothing. */
export function refusalOf({ role, signedIn }: ModelUser): string | undefined {
  if (role === undefined || !signedIn) return '404 not_found';
  return role === 'admin' ? undefined : '403 admin_required';
}

/** Whether an invitation can be accepted: its sender has been an Admin all the time, and it has not expired. */
function isOpen(model: Model, { invitation }: ModelUser): boolean {
  return invitation !== undefined && invitation.expiresAt > model.now;
}

/** The invitations of someone who is no longer an Admin end: they can neither be accepted nor block another. */
function endInvitationsOf(sender: ModelUser, model: Model): void {
  for (const person of model.users) {
    if (person.invitation?.sender === sender) person.invitation = undefined;
  }
}

const invite = (by: number, who: number, role: 'admin' | 'member'): Step => ({
  what: `user ${by} invites person ${who} as ${role}`,
  async run(model, real) {
    const actor = pick(model.users, by) as ModelUser;
    const person = pick(model.users, who) as ModelUser;
    const want =
      refusalOf(actor) ??
      model.notInUse ??
      (person.role !== undefined
        ? '409 already_member'
        : isOpen(model, person)
          ? '409 invitation_pending'
          : '201');
    // An address gets one mail a minute and five a day at most, which other tests check.
    real.context.clock.advance(86_401);
    model.now += 86_401_000;
    const still = want === '409 invitation_pending' && !isOpen(model, person) ? '201' : want;
    const answer = await real.call('createInvitation', {
      as: actor.token,
      params: { accountId: model.accountId },
      body: { email: person.email, role },
    });
    if (answer.status === 201)
      person.invitation = {
        id: answer.body.id,
        role,
        sends: 1,
        sender: actor,
        expiresAt: model.now + WEEK_MS,
      };
    return { got: await told(Promise.resolve(answer)), want: still };
  },
});

const accept = (who: number): Step => ({
  what: `person ${who} accepts`,
  async run(model, real) {
    const person = pick(model.users, who) as ModelUser;
    const { invitation } = person;
    if (invitation === undefined || person.role !== undefined) return { got: '', want: '' };
    const token = tokenOf(real.context, model.accountId, invitation.id, invitation.sends);
    const want = !isOpen(model, person)
      ? '410 invitation_expired'
      : (model.notInUse ?? (person.signedIn ? '200' : '401 unauthenticated'));
    const got = await told(real.call('acceptInvitation', { as: person.token, body: { token } }));
    if (want === '200') {
      person.role = invitation.role;
      person.invitation = undefined;
    }
    return { got, want };
  },
});

const setRole = (by: number, who: number, role: 'admin' | 'member'): Step => ({
  what: `user ${by} makes user ${who} ${role}`,
  async run(model, real) {
    const actor = pick(model.users, by) as ModelUser;
    const user = pick(model.users, who) as ModelUser;
    const want =
      refusalOf(actor) ??
      model.notInUse ??
      (user.role === undefined
        ? '404 not_found'
        : role === 'member' && user.role === 'admin' && model.admins.length === 1
          ? '409 last_admin'
          : '200');
    const params = { accountId: model.accountId, userId: user.userId };
    const got = await told(real.call('changeRole', { as: actor.token, params, body: { role } }));
    if (want === '200') {
      if (role === 'member') endInvitationsOf(user, model);
      user.role = role;
    }
    return { got, want };
  },
});

const remove = (by: number, who: number): Step => ({
  what: `user ${by} removes user ${who}`,
  async run(model, real) {
    const actor = pick(model.users, by) as ModelUser;
    const user = pick(model.users, who) as ModelUser;
    const refusal = refusalOf(actor);
    const want =
      (refusal === '403 admin_required'
        ? (model.notInUse ?? (actor === user ? undefined : refusal))
        : refusal) ??
      model.notInUse ??
      (user.role === undefined
        ? '404 not_found'
        : user.role === 'admin' && model.admins.length === 1
          ? '409 last_admin'
          : '204');
    const params = { accountId: model.accountId, userId: user.userId };
    const got = await told(real.call('removeUser', { as: actor.token, params }));
    if (want === '204') {
      user.role = undefined;
      user.signedIn = false;
      endInvitationsOf(user, model);
    }
    return { got, want };
  },
});

const signIn = (who: number): Step => ({
  what: `person ${who} signs in again`,
  async run(model, real) {
    const person = pick(model.users, who) as ModelUser;
    if (person.signedIn) return { got: '', want: '' };
    real.context.clock.advance(2);
    model.now += 2000;
    person.token = (await real.signIn(person.email, model.now)).token;
    person.signedIn = true;
    return { got: '', want: '' };
  },
});

/** Steps of users and their invitations. */
export function userSteps(): fc.Arbitrary<Step>[] {
  const user = fc.nat(2);
  const role = fc.constantFrom('admin' as const, 'member' as const);
  return [
    fc.tuple(user, user, role).map((given) => invite(...given)),
    fc.tuple(user, user, role).map((given) => invite(...given)),
    user.map(accept),
    user.map(accept),
    fc.tuple(user, user, role).map((given) => setRole(...given)),
    fc.tuple(user, user).map((given) => remove(...given)),
    user.map(signIn),
  ];
}
