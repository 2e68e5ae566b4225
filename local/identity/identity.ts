import type { UserId } from '../../lib/api/schemas/ids.ts';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fetcher } from 'aws-jwt-verify/https';
import { publicDocuments, type Metadata } from './documents.ts';
import { errorPage, type DemoLogins } from './pages.ts';
import { People, type Person, type PersonInput, type StoredPerson } from './people.ts';
import { poolOf, PREFIX, type Pool } from './pool.ts';
import { emailAndName, type PreTokenGeneration } from './pre-token-generation.ts';
import { createProvider } from './provider.ts';
import { Sessions } from './sessions.ts';
import { send, signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';
import { generateSigningKey, signingKeyOf, type PrivateJwk, type PublicJwk } from './signing-key.ts';
import { stateFile } from './state-file.ts';
import { tokenIssuer, type IssuedToken, type TokenRequest } from './token-issuer.ts';

export type { DemoLogins, Person, PersonInput, PreTokenGeneration };

export interface IdentityOptions {
  /** The origin of the server that it is mounted on, as browsers reach it, for example http://127.0.0.1:4000. */
  origin: string;
  /** The file that stores people and signing key between runs. Without it, they exist only as long as the process. */
  dataFile?: string;
  clientId?: string;
  userPoolId?: string;
  /** The URLs to which a browser may return with a code. Default: `/` and `/callback` of the origin. */
  redirectUris?: readonly string[];
  /** The URLs to which a browser may go after signing out. Default: `/` of the origin. */
  logoutUris?: readonly string[];
  /** Logins to offer on the sign-in page. They work after `upsertPerson` has created them. */
  demo?: DemoLogins;
  /**
   * The pre-token-generation trigger. The default one puts email, email_verified and name into access tokens; any
   * other one must do that too, like the deployed one.
   */
  preTokenGeneration?: PreTokenGeneration;
}

/** A user pool on a laptop. */
export interface Identity extends Pool {
  readonly metadata: Metadata;
  jwks(): { keys: PublicJwk[] };
  /** For the JWKS cache of `CognitoJwtVerifier`: it returns the keys of this provider and fetches nothing else. */
  readonly fetcher: Fetcher;
  /** Answers the requests below `/_identity`. False, and nothing done, for all others. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** A signed token for a person, who is created on first use. */
  issueToken(request: TokenRequest): Promise<IssuedToken>;
  /** The people who have this email address: one, or none. */
  readonly usersOf: (email: string) => Promise<readonly UserId[]>;
  /**
   * The groups that a person is in right now: those of the latest token that was requested with groups, otherwise
   * their own.
   */
  readonly groupsOf: (userId: string) => Promise<readonly string[]>;
  person(email: string): Person | undefined;
  /** Creates the person, or changes the given fields. @throws ZodError when the email is not valid */
  upsertPerson(input: PersonInput): Promise<Person>;
  /**
   * As Cognito's AdminUserGlobalSignOut: ends the person's sessions and refresh tokens. Access tokens that have
   * been issued remain valid until they expire.
   */
  adminUserGlobalSignOut(userId: string): Promise<void>;
}

interface State {
  signingKey: PrivateJwk;
  people: readonly StoredPerson[];
}

/**
 * Starts the local identity provider. It replaces a Cognito user pool: its tokens name Cognito as their issuer, and
 * `CognitoJwtVerifier` accepts them when it uses the `fetcher`.
 * @throws Error when the data file can't be read or written, SyntaxError when it is not JSON
 */
export async function createIdentity({
  origin,
  dataFile,
  clientId = 'berthlocalconsole',
  userPoolId = 'eu-west-1_berthLocal',
  redirectUris = [`${origin}/`, `${origin}/callback`],
  logoutUris = [`${origin}/`],
  demo,
  preTokenGeneration: trigger = emailAndName,
}: IdentityOptions): Promise<Identity> {
  const pool = poolOf(userPoolId, clientId);
  const file = stateFile<State>(dataFile);
  const state = await file.read();
  const key = signingKeyOf(state?.signingKey ?? (await generateSigningKey()));
  const save = () => file.write(() => ({ signingKey: key.privateJwk, people: people.all() }));
  const people = new People(state?.people ?? [], save);
  if (state === undefined) await save();

  const sessions = new Sessions();
  const origins = new Set([origin, ...redirectUris].map((uri) => new URL(uri).origin));
  const provider = createProvider({ pool, people, sessions, key, trigger, redirectUris, origins });
  const answerOidc = provider.callback();
  const answerSignIn = signIn({ provider, people, demo, origins });
  const answerSignOut = signOut({ provider, pool, logoutUris });
  const { metadata, jwks, documents } = await publicDocuments(origin, pool, key);
  const issuing = tokenIssuer({ pool, people, key, trigger });

  return {
    ...pool,
    metadata,
    jwks,
    fetcher: {
      async fetch(uri) {
        if (uri !== `${pool.issuer}/.well-known/jwks.json`) throw new Error(`There is nothing at ${uri}`);
        return new TextEncoder().encode(JSON.stringify(jwks())).buffer;
      },
    },

    async handle(request, response) {
      if (!request.url?.startsWith(`${PREFIX}/`)) return false;
      const { pathname, searchParams } = new URL(request.url, origin);
      const path = pathname.slice(PREFIX.length);
      const [type, body] = documents[path] ?? [];
      if (type !== undefined) {
        response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-cache' }).end(body);
      } else if (path.startsWith('/oauth2/')) {
        await answerOidc(request, response);
      } else if (path === '/logout') {
        await answerSignOut(searchParams, request, response);
      } else if (!(await answerSignIn(pathname, request, response))) {
        send(response, 404, errorPage(['There is no such page.']));
      }
      return true;
    },

    issueToken: async (request) => issuing.issueToken(request),
    usersOf: async (email) => {
      const person = people.withEmail(email);
      return person === undefined ? [] : [person.userId as UserId];
    },
    groupsOf: async (userId) => issuing.groupsOf(userId),
    person: (email) => people.withEmail(email),
    upsertPerson: (input) => people.upsert(input),
    adminUserGlobalSignOut: async (userId) => sessions.signOut(userId),
  };
}
