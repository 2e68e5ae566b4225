import { createHmac, createPublicKey } from 'node:crypto';
import { makeApiKey } from '../../lib/auth/api-key.ts';
import { makeServiceSecret } from '../../lib/auth/service-account.ts';
import { aServiceAccount } from '../setup/service-accounts.ts';
import { asAdmin, done, type TestBerth } from '../setup/berth.ts';
import type { Scene } from '../setup/scene.ts';

/** The possible senders of a request, by what their credential means in the scene's account. */
export type Who =
  | { readonly kind: 'nobody' }
  | {
      readonly kind: 'person';
      readonly role?: 'admin' | 'member';
      readonly groups?: readonly string[];
      /** Whether the invitation is for them. */
      readonly invited?: boolean;
    }
  | { readonly kind: 'serviceAccount'; readonly role: 'admin' | 'member'; readonly own: boolean }
  /** `own`: the key of the environment that the request is about. */
  | { readonly kind: 'key'; readonly own: boolean };

export interface Credential {
  readonly who: Who;
  /** What the Authorization header has after `Bearer`. Undefined means no header. */
  readonly token: string | undefined;
}

/** The callers that belong to a scene. */
export function standingIn(scene: Scene) {
  const { admin, member, operator, invited, environment, sibling, serviceAdmin, serviceMember } = scene;
  return {
    'an Admin': { who: { kind: 'person', role: 'admin' }, token: admin.token },
    'a Member': { who: { kind: 'person', role: 'member' }, token: member.token },
    'an operator': { who: { kind: 'person', groups: ['operators'] }, token: operator.token },
    'an Admin service account': {
      who: { kind: 'serviceAccount', role: 'admin', own: true },
      token: serviceAdmin.secret,
    },
    'a Member service account': {
      who: { kind: 'serviceAccount', role: 'member', own: true },
      token: serviceMember.secret,
    },
    'the invited person': { who: { kind: 'person', invited: true }, token: invited.token },
    "the environment's key": { who: { kind: 'key', own: true }, token: environment.key },
    'the key of another environment': { who: { kind: 'key', own: false }, token: sibling.key },
  } as const satisfies Record<string, Credential>;
}

/**
 * Every kind of credential. Invalid ones are made for the account's Admin, or from the environment's own key, so that they
 * would open everything if they were accepted.
 */
export async function credentialsIn(scene: Scene, berth: TestBerth): Promise<Record<string, Credential>> {
  const { admin, member, environment } = scene;
  const issued = async (more: object) =>
    (await berth.identity.issueToken({ email: admin.email, ...more })).accessToken;
  const mustNotCount = {
    'no credential': undefined,
    'an empty credential': '',
    garbage: 'garbage',
    'three parts of garbage': 'e30.e30.e30',
    'an expired token': await issued({ expiresIn: -1 }),
    'a token with `alg: none`': unsigned(admin.token),
    'a token signed as HS256 with the public key': signedWithPublicKey(admin.token, berth),
    'a token with a changed claim': withClaim(member.token, { sub: admin.userId }),
    "a token with another's signature": withSignatureOf(admin.token, member.token),
    'a token with an equals sign behind it': `${admin.token}=`,
    'a token with a character in it that a decoder passes over': admin.token.replace('.', '!.'),
    'an ID token': await issued({ kind: 'id' }),
    "another client's token": await issued({ clientId: 'another-client' }),
    'a revoked key': await revokedKey(scene, berth),
    'a key that was never given out': makeApiKey(environment.id, berth.context.clock),
    'a key with a wrong checksum': `${environment.key.slice(0, -1)}${other(environment.key.at(-1))}`,
    'a key without its environment': environment.key.slice(0, 4) + environment.key.slice(31),
    ...(await deadSecrets(scene, berth)),
  };
  const nobodies = Object.entries(mustNotCount).map(([name, token]): [string, Credential] => [
    name,
    { who: { kind: 'nobody' }, token },
  ]);
  return {
    ...Object.fromEntries(nobodies),
    ...standingIn(scene),
    'an Admin of another account': {
      who: { kind: 'person' },
      token: (await berth.anAccount()).admin.token,
    },
    'a service account of another account': {
      who: { kind: 'serviceAccount', role: 'admin', own: false },
      token: (await aServiceAccount(berth, await berth.anAccount(), { role: 'admin' })).secret,
    },
    'a removed Admin': { who: { kind: 'person' }, token: await removedAdmin(scene, berth) },
  };
}

/** The token of someone who signed in again after the removal. It is invalid because of the removal, not its age. */
async function removedAdmin({ account, accountId, admin }: Scene, berth: TestBerth): Promise<string> {
  const { email, userId } = await berth.aMember(account);
  const params = { accountId, userId };
  done(await berth.call('changeRole', { as: admin.token, params, body: { role: 'admin' } }));
  done(await berth.call('removeUser', { as: admin.token, params }));
  return (await berth.aPerson({ email })).token;
}

/** Invalid secrets of service accounts, former and made up. */
async function deadSecrets({ account, serviceAdmin }: Scene, berth: TestBerth) {
  const { call, context } = berth;
  const { accountId } = account;
  const gone = await aServiceAccount(berth, account, { role: 'admin' });
  const rotated = await aServiceAccount(berth, account, { role: 'admin' });
  const of = ({ id }: { id: string }) => asAdmin(account, { serviceAccountId: id });
  done(await call('deleteServiceAccount', of(gone)));
  done(await call('rotateServiceAccountSecret', { ...of(rotated), body: { graceSeconds: 0 } }));
  const expiresAt = new Date(context.clock.now() + 1000).toISOString();
  const expired = await aServiceAccount(berth, account, { role: 'admin', expiresAt });
  context.clock.advance(1);
  return {
    'a deleted service account': gone.secret,
    'an expired service account': expired.secret,
    'the secret of a service account before its rotation': rotated.secret,
    'a secret that was never given out': makeServiceSecret(accountId, context.clock),
    'a secret with a wrong checksum': `${serviceAdmin.secret.slice(0, -1)}${other(serviceAdmin.secret.at(-1))}`,
    'an API key that calls itself a service account': serviceAdmin.secret.replace('bsa_', 'brt_'),
  };
}

async function revokedKey({ accountId, admin, environment }: Scene, { call }: TestBerth): Promise<string> {
  const params = { accountId, environmentId: environment.id };
  const { id: keyId, secret } = done(
    await call('rotateApiKey', { as: admin.token, params, body: { graceSeconds: 3600 } }),
  );
  done(await call('revokeApiKey', { as: admin.token, params: { ...params, keyId } }));
  return secret ?? '';
}

const partsOf = (token: string) => token.split('.') as [string, string, string];
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const decoded = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as object;

function unsigned(token: string): string {
  const [header, claims] = partsOf(token);
  return `${encoded({ ...decoded(header), alg: 'none' })}.${claims}.`;
}

function signedWithPublicKey(token: string, { identity }: TestBerth): string {
  const [header, claims] = partsOf(token);
  const [jwk] = identity.jwks().keys;
  const pem = createPublicKey({ key: { ...jwk }, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
  const signed = `${encoded({ ...decoded(header), alg: 'HS256' })}.${claims}`;
  return `${signed}.${createHmac('sha256', pem).update(signed).digest('base64url')}`;
}

function withClaim(token: string, claims: object): string {
  const [header, payload, signature] = partsOf(token);
  return `${header}.${encoded({ ...decoded(payload), ...claims })}.${signature}`;
}

function withSignatureOf(token: string, another: string): string {
  const [header, claims] = partsOf(token);
  return `${header}.${claims}.${partsOf(another)[2]}`;
}

const other = (character = ''): string => (character === 'a' ? 'b' : 'a');
