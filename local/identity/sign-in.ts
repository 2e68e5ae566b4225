import type { IncomingMessage, ServerResponse } from 'node:http';
import { errors, type Interaction, type Provider } from 'oidc-provider';
import * as z from 'zod';
import { AccountName } from '../../lib/api/schemas/names.ts';
import { Email } from '../../lib/api/schemas/email.ts';
import { readForm } from './form.ts';
import {
  errorPage,
  MIN_PASSWORD_CHARACTERS,
  signInPage,
  signUpPage,
  type DemoLogins,
  type Page,
  type Problems,
} from './pages.ts';
import type { People, Person } from './people.ts';
import { PREFIX } from './pool.ts';

const PATH = new RegExp(`^${PREFIX}/sign-in/(?<uid>[\\w-]+)(?<signUp>/sign-up)?$`);
const MAX_PASSWORD_CHARACTERS = 256;

const SignUp = z.object({
  name: z.string().pipe(AccountName),
  email: Email,
  password: z
    .string()
    .min(MIN_PASSWORD_CHARACTERS, `must have at least ${MIN_PASSWORD_CHARACTERS} characters`)
    .max(MAX_PASSWORD_CHARACTERS, `must have at most ${MAX_PASSWORD_CHARACTERS} characters`),
});

interface Parts {
  provider: Provider;
  people: People;
  demo: DemoLogins | undefined;
  origins: ReadonlySet<string>;
}

type Outcome = { person: Person } | { problems: Problems };

/** Serves the sign-in and the sign-up page. Returns false for any other path. */
export function signIn({ provider, people, demo, origins }: Parts) {
  return async (path: string, request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const { uid, signUp } = PATH.exec(path)?.groups ?? {};
    if (uid === undefined) return false;
    const interaction = await interactionOf(request, response);
    if (interaction?.uid !== uid) {
      send(response, 400, errorPage(['This sign-in was finished or has expired. Please start again.']));
      return true;
    }
    const posted = request.method === 'POST' ? await readForm(request) : undefined;
    const outcome = posted && (signUp === undefined ? await signedIn(posted) : await signedUp(posted));
    if (outcome !== undefined && 'person' in outcome) {
      await provider.interactionFinished(request, response, { login: { accountId: outcome.person.userId } });
      return true;
    }
    const problems = outcome?.problems ?? {};
    const typed = {
      email: posted?.get('email') ?? text(interaction.params['login_hint']),
      name: posted?.get('name') ?? '',
    };
    const form = { path: `${PREFIX}/sign-in/${uid}`, typed, problems, origins };
    send(
      response,
      outcome === undefined ? 200 : 422,
      signUp === undefined ? signInPage({ ...form, demo }) : signUpPage(form),
    );
    return true;
  };

  async function interactionOf(request: IncomingMessage, response: ServerResponse) {
    return provider.interactionDetails(request, response).catch((error: unknown): Interaction | undefined => {
      if (error instanceof errors.SessionNotFound) return undefined;
      throw error;
    });
  }

  /** Neither the answer nor the time that it takes reveals whether the email is known. */
  async function signedIn(form: URLSearchParams): Promise<Outcome> {
    const person = await people.signIn(text(form.get('email')), text(form.get('password')));
    return person ? { person } : { problems: { form: 'Email or password is wrong.' } };
  }

  async function signedUp(form: URLSearchParams): Promise<Outcome> {
    const parsed = SignUp.safeParse(Object.fromEntries(form));
    if (!parsed.success) return { problems: problemsOf(parsed.error) };
    const person = await people.signUp(parsed.data);
    return person ? { person } : { problems: { email: 'This email already has a login. Sign in instead.' } };
  }
}

/** Sends a page and ends the response. */
export function send(response: ServerResponse, status: number, { headers, body }: Page): void {
  response.writeHead(status, headers).end(body);
}

/** The first problem of each field, as a sentence. */
function problemsOf({ issues }: z.ZodError): Problems {
  const named = issues.map(({ path, message }): [string, string] => {
    const field = String(path[0]);
    if (field === 'email') return [field, 'Enter an email address, for example ada@example.com.'];
    return [field, `The ${field} ${message}.`];
  });
  return Object.fromEntries(named.toReversed());
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
