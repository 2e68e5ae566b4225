import {
  ErrorResponse,
  InMemoryWebStorage,
  UserManager,
  WebStorageStateStore,
  type User,
} from 'oidc-client-ts';
import { Failure } from '../api/failure.ts';
import { hear, tell } from './channel.ts';
import type { Configuration } from './configuration.ts';
import { handOver, SIGN_IN_AGAIN, waitForSignIn } from './sign-in-again.ts';

/** The signed-in person. */
export interface Session {
  readonly name: string;
  readonly email: string;
  /** Whether they are an operator of the platform. The API decides for itself what they may do. */
  readonly isOperator: boolean;
  /**
   * A fresh access token.
   * @param refused the token that the API has just refused: another one is requested
   * @throws Failure `session_over` when the identity provider grants none any more; other errors are temporary
   */
  readonly token: (refused?: string) => Promise<string>;
  /** Ends the session in all tabs of this browser and at the identity provider, and leaves this page. */
  readonly signOut: () => Promise<void>;
  /**
   * Signs in again in a separate window, so that this page stays.
   * @param asked whether to ask for the password even if the identity provider still has a session
   * @returns the person who signed in: another person does not get this page
   */
  readonly signInAgain: (asked: boolean) => Promise<{ readonly email: string; readonly same: boolean }>;
  /**
   * Calls back when another tab signs out: the tokens of this tab are then gone as well. Returns a function that stops
   * that.
   */
  readonly onSignedOut: (callback: () => void) => () => void;
}

/** The one address that the identity provider sends a browser back to with a code. */
const CALLBACK = '/callback';
const REFERENCE = '/api-reference/';

/** A token is renewed when it has less than this left, in seconds, because a request takes time. */
const RENEW_BEFORE = 30;

/**
 * Signs in by code and PKCE. `leaving` when the browser is going to another page: to the identity provider, which
 * sends it back at once while it has a session there, or to the page that asked for the sign-in. `handed-over` in a
 * window that was opened for the sign-in of another one. The tokens are in memory only: a later script can't find
 * them in any storage, and they end with the page.
 * @throws Error when the identity provider refuses
 */
export async function openSession(
  configuration: Configuration,
): Promise<Session | 'leaving' | 'handed-over'> {
  const users = userManagerOf(configuration);
  const user = bringsCode(window.location) ? await finishSignIn(users) : null;
  if (user === 'leaving') return user;
  if (user === null) {
    await startSignIn(users);
    return 'leaving';
  }
  if (handOver(user)) return 'handed-over';
  return sessionOf(users, user, configuration);
}

function sessionOf(users: UserManager, { profile }: User, configuration: Configuration): Session {
  const renew = singleFlight(async () => renewed(users));
  let ended = false;
  const forget = async () => {
    ended = true;
    // Signing out works even when the identity provider can't be reached.
    await users.revokeTokens(['refresh_token']).catch(() => {});
    await users.removeUser();
  };
  return {
    name: profile.name ?? profile.email ?? '',
    email: profile.email ?? '',
    isOperator: groupsIn(profile).includes('operators'),
    async token(refused) {
      if (ended) throw sessionOver();
      const user = await users.getUser();
      const isGood = user !== null && user.expired !== true && user.access_token !== refused;
      if (isGood && (user.expires_in ?? 0) > RENEW_BEFORE) return user.access_token;
      try {
        return await renew();
      } catch (thrown) {
        // A token that is valid for some more seconds is better than none.
        if (isGood && !(thrown instanceof Failure)) return user.access_token;
        throw thrown;
      }
    },
    async signOut() {
      tell('signed-out');
      await forget();
      leave(configuration);
    },
    async signInAgain(asked) {
      const user = await waitForSignIn({ email: profile.email ?? '', asked });
      const same = user.profile.sub === profile.sub;
      if (same) await users.storeUser(user);
      return { email: user.profile.email ?? '', same };
    },
    onSignedOut: (callback) =>
      hear('signed-out', () => {
        void forget();
        callback();
      }),
  };
}

/** As in Cognito's ID tokens: absent when there are no groups. */
function groupsIn(profile: User['profile']): readonly unknown[] {
  const groups = profile['cognito:groups'];
  return Array.isArray(groups) ? groups : [];
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
    // A token is renewed when one is needed. Two renewals at the same time would use one refresh token twice.
    automaticSilentRenew: false,
  });
}

const bringsCode = ({ pathname, search }: Location): boolean =>
  (pathname === CALLBACK || pathname === REFERENCE) && new URLSearchParams(search).has('state');

/** Sends the browser to the sign-in. Its destination is part of the sign-in's state. */
async function startSignIn(users: UserManager): Promise<void> {
  const { pathname, search, hash } = window.location;
  const returnTo = pathname === CALLBACK ? '/' : pathname + search + hash;
  const again = pathname === SIGN_IN_AGAIN ? new URLSearchParams(search) : undefined;
  await users.signinRedirect({
    state: returnTo,
    // The part of the state that can be read from the address: which page takes the code.
    ...(pathname === REFERENCE && { url_state: REFERENCE }),
    ...(again !== undefined && {
      login_hint: again.get('email') ?? '',
      ...(again.has('asked') && { prompt: 'login' }),
    }),
  });
}

async function finishSignIn(users: UserManager): Promise<User | null | 'leaving'> {
  const { pathname, search } = window.location;
  const [, page] = new URLSearchParams(search).get('state')?.split(';') ?? [];
  if (pathname === CALLBACK && page === REFERENCE) {
    window.location.replace(REFERENCE + search);
    return 'leaving';
  }
  const user = (await users.signinCallback()) ?? null;
  // The code can be used only once, so a reload or a bookmark must not repeat it.
  window.history.replaceState(null, '', onThisOrigin(user?.state));
  return user;
}

/** The address to return to after a sign-in. An address that begins with two slashes would name another host. */
const onThisOrigin = (returnTo: unknown): string =>
  typeof returnTo === 'string' ? returnTo.replace(/^[/\\]+/, '/') : '/';

/**
 * A new access token for the refresh token.
 * @throws Failure `session_over` when the refresh token is no longer valid. All other errors are temporary: no network,
 *   an outage
 */
async function renewed(users: UserManager): Promise<string> {
  const user = await users.signinSilent().catch((thrown: unknown) => {
    if (thrown instanceof ErrorResponse && thrown.error === 'invalid_grant') throw sessionOver();
    throw thrown;
  });
  if (user === null) throw sessionOver();
  return user.access_token;
}

const sessionOver = () => new Failure('session_over', 'Your session has ended. Sign in again to continue.');

/** Requests that need a token while one is being renewed share the renewal. */
function singleFlight<Value>(ask: () => Promise<Value>): () => Promise<Value> {
  let underWay: Promise<Value> | undefined;
  return async () => {
    underWay ??= ask().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}

/** Cognito's form: `/logout` ends the session there, and sends the browser back to `/`. */
function leave({ clientId, metadata }: Configuration): void {
  const query = new URLSearchParams({ client_id: clientId, logout_uri: `${window.location.origin}/` });
  window.location.assign(`${metadata.end_session_endpoint ?? ''}?${query.toString()}`);
}
