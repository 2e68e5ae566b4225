import { InMemoryWebStorage, UserManager, WebStorageStateStore, type User } from 'oidc-client-ts';
import { Failure } from '../api/failure.ts';
import type { Configuration } from './configuration.ts';

/** Somebody who is signed in. */
export interface Session {
  readonly name: string;
  readonly email: string;
  /** A fresh access token. @throws Failure `session_over` */
  readonly token: () => Promise<string>;
  /** Ends the session here and at the identity provider, and leaves this page. */
  readonly signOut: () => Promise<void>;
}

/** The one address that the identity provider sends a browser back to with a code. */
const CALLBACK = '/callback';
const REFERENCE = '/api-reference/';

/**
 * Signs in by code and PKCE. Undefined when the browser is leaving this page: to the identity provider, which sends it
 * back at once while it has a session there, or to the page that asked for the sign-in.
 *
 * The tokens live in memory: no script that comes later finds them in a storage, and they are gone with the page.
 * @throws Error when the identity provider refuses
 */
export async function openSession(configuration: Configuration): Promise<Session | undefined> {
  const users = userManagerOf(configuration);
  const user = bringsCode(window.location) ? await finishSignIn(users) : null;
  if (user === 'elsewhere') return undefined;
  if (user === null) {
    await startSignIn(users);
    return undefined;
  }
  return {
    name: user.profile.name ?? user.profile.email ?? '',
    email: user.profile.email ?? '',
    token: async () => (await freshUser(users)).access_token,
    signOut: () => signOut(users, configuration),
  };
}

function userManagerOf({ authority, clientId, scope, metadata }: Configuration): UserManager {
  return new UserManager({
    authority,
    metadata,
    client_id: clientId,
    redirect_uri: `${window.location.origin}${CALLBACK}`,
    scope,
    userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
    // The verifier of a sign-in under way has to survive the redirect, in this tab only.
    stateStore: new WebStorageStateStore({ store: window.sessionStorage }),
    automaticSilentRenew: true,
  });
}

const bringsCode = ({ pathname, search }: Location): boolean =>
  (pathname === CALLBACK || pathname === REFERENCE) && new URLSearchParams(search).has('state');

/** Sends the browser away to sign in. Where it was going travels with the sign-in. */
async function startSignIn(users: UserManager): Promise<void> {
  const { pathname, search, hash } = window.location;
  const returnTo = pathname === CALLBACK ? '/' : pathname + search + hash;
  // The part of the state that can be read from the address: which page takes the code.
  await users.signinRedirect({ state: returnTo, ...(pathname === REFERENCE && { url_state: REFERENCE }) });
}

async function finishSignIn(users: UserManager): Promise<User | null | 'elsewhere'> {
  const { pathname, search } = window.location;
  const [, page] = new URLSearchParams(search).get('state')?.split(';') ?? [];
  if (pathname === CALLBACK && page === REFERENCE) {
    window.location.replace(REFERENCE + search);
    return 'elsewhere';
  }
  const user = (await users.signinCallback()) ?? null;
  // The code is used up: neither a reload nor a bookmark may bring it back.
  window.history.replaceState(null, '', typeof user?.state === 'string' ? user.state : '/');
  return user;
}

async function freshUser(users: UserManager): Promise<User> {
  const user = await users.getUser();
  if (user !== null && user.expired !== true) return user;
  const renewed = await users.signinSilent().catch(() => null);
  if (renewed === null) throw new Failure('session_over', 'Your session is over. Sign in again to go on.');
  return renewed;
}

/** As Cognito wants it: refresh tokens are revoked, and `/logout` sends the browser back to `/`. */
async function signOut(users: UserManager, { clientId, metadata }: Configuration): Promise<void> {
  // An identity provider that can't be reached must not keep anybody signed in here.
  await users.revokeTokens(['refresh_token']).catch(() => {});
  await users.removeUser();
  const query = new URLSearchParams({ client_id: clientId, logout_uri: `${window.location.origin}/` });
  window.location.assign(`${metadata.end_session_endpoint ?? ''}?${query.toString()}`);
}
