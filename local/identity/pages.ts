import { html, type Html } from './html.ts';
import { PREFIX } from './pool.ts';

/** A page, ready to be sent. */
export interface Page {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Logins that anybody may use, shown on the sign-in page. */
export interface DemoLogins {
  readonly password: string;
  readonly people: readonly { readonly email: string; readonly role: string }[];
}

/** The error of each field, or under `form` the error of the whole form. */
export type Problems = Readonly<Record<string, string>>;

interface FormState {
  /** The path of the form, without a slash at the end. */
  path: string;
  /** The values that were typed before; never a password. */
  typed: { readonly email: string; readonly name: string };
  problems: Problems;
  /** Where the browser will be sent afterwards: the content security policy must allow the form to lead there. */
  origins: Iterable<string>;
}

export const MIN_PASSWORD_CHARACTERS = 8;

export function signInPage({
  path,
  typed,
  problems,
  origins,
  demo,
}: FormState & { demo: DemoLogins | undefined }) {
  const focus = problems['form'] !== undefined || typed.email !== '' ? 'password' : 'email';
  return page(
    'Sign in',
    origins,
    html` <h1>Sign in</h1>
      ${alert(problems)}
      <form method="post" action="${path}" novalidate>
        ${field({ name: 'email', label: 'Email', type: 'email', autocomplete: 'username', value: typed.email, problems, focus })}
        ${field({ name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password', problems, focus })}
        <button class="primary">Sign in</button>
      </form>
      <p class="aside">New to Berth? <a href="${path}/sign-up">Create a login</a></p>
      ${demo && demoLogins(path, demo)}`,
  );
}

export function signUpPage({ path, typed, problems, origins }: FormState) {
  const focus =
    ['email', 'password'].find((name) => problems[name] !== undefined && problems['name'] === undefined) ??
    'name';
  return page(
    'Create a login',
    origins,
    html` <h1>Create a login</h1>
      <p class="lead">No mail is sent from this machine, so your email counts as verified at once.</p>
      ${alert(problems)}
      <form method="post" action="${path}/sign-up" novalidate>
        ${field({ name: 'name', label: 'Name', type: 'text', autocomplete: 'name', value: typed.name, problems, focus })}
        ${field({ name: 'email', label: 'Email', type: 'email', autocomplete: 'username', value: typed.email, problems, focus })}
        ${field({
          name: 'password',
          label: 'Password',
          type: 'password',
          autocomplete: 'new-password',
          hint: `At least ${MIN_PASSWORD_CHARACTERS} characters`,
          problems,
          focus,
        })}
        <button class="primary">Create login</button>
      </form>
      <p class="aside">Already have one? <a href="${path}">Sign in</a></p>`,
  );
}

export function errorPage(reasons: readonly string[]): Page {
  return page(
    'Something went wrong',
    [],
    html` <h1>Something went wrong</h1>
      ${reasons.map((reason) => html`<p class="lead">${reason}</p>`)}
      <p class="aside"><a href="/">Back to Berth</a></p>`,
  );
}

interface Field {
  name: string;
  label: string;
  type: string;
  autocomplete: string;
  value?: string;
  hint?: string;
  problems: Problems;
  /** The name of the field that gets the focus. */
  focus: string;
}

function field({ name, label, type, autocomplete, value = '', hint, problems, focus }: Field): Html {
  const problem = problems[name];
  // When the error is about the whole form, the alert describes each field.
  const described = [
    problem !== undefined && `${name}-problem`,
    hint !== undefined && `${name}-hint`,
    problems['form'] !== undefined && 'problem',
  ].filter((id) => id !== false);
  const wrong = problem !== undefined || problems['form'] !== undefined;
  return html` <div class="field">
    <label for="${name}">${label}</label>
    <input
      id="${name}"
      name="${name}"
      type="${type}"
      value="${value}"
      autocomplete="${autocomplete}"
      required
      ${name === focus && html`autofocus`}
      ${type === 'email' && html`spellcheck="false" autocapitalize="none"`}
      ${wrong && html`aria-invalid="true"`}
      ${described.length > 0 && html`aria-describedby="${described.join(' ')}"`}
    />
    ${hint !== undefined && problem === undefined && html`<p class="hint" id="${name}-hint">${hint}</p>`}
    ${problem !== undefined && html`<p class="problem" id="${name}-problem">${problem}</p>`}
  </div>`;
}

function alert(problems: Problems): Html | undefined {
  const problem = problems['form'];
  return problem === undefined ? undefined : html`<p class="alert" role="alert" id="problem">${problem}</p>`;
}

/** One click signs in: the password is no secret, it is printed right here. */
function demoLogins(path: string, { people, password }: DemoLogins): Html {
  return html` <section class="demo" aria-labelledby="demo">
    <h2 id="demo">Demo: sign in with one click</h2>
    <form method="post" action="${path}">
      <input type="hidden" name="password" value="${password}" />
      ${people.map(
        ({ email, role }) =>
          html` <button name="email" value="${email}"><span>${email}</span> <small>${role}</small></button>`,
      )}
    </form>
    <p class="hint">The password of each is <code>${password}</code></p>
  </section>`;
}

function page(title: string, origins: Iterable<string>, content: Html): Page {
  const { text } = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · Berth</title>
        <link rel="stylesheet" href="${PREFIX}/style.css" />
      </head>
      <body>
        <main>
          <div class="brand">
            <svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
              <rect class="mark" width="32" height="32" rx="8"></rect>
              <rect class="taken" x="7" y="8" width="18" height="4" rx="2"></rect>
              <rect class="taken" x="7" y="14" width="18" height="4" rx="2"></rect>
              <rect class="free" x="7" y="20" width="18" height="4" rx="2"></rect>
            </svg>
            <span>Berth</span>
          </div>
          <div class="card">${content}</div>
          <p class="foot">Local sign-in: stands in for Amazon Cognito on this machine.</p>
        </main>
      </body>
    </html> `;
  return {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': [
        "default-src 'none'",
        "style-src 'self'",
        "font-src 'self'",
        ['form-action', "'self'", ...origins].join(' '),
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ].join('; '),
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    },
    body: text,
  };
}
