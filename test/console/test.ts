import { test as base, expect, type BrowserContext, type Page } from '@playwright/test';
import { aPerson, type Person } from './api.ts';
import { startBerth, type Berth } from './berth.ts';

export { expect };

/** The person who signs up. */
type Login = Pick<Person, 'name' | 'email'>;

const PASSWORD = 'correct horse battery';

interface Each {
  /** A person's own browser. The end of the test looks for everything that it must not do. */
  readonly aBrowser: () => Promise<Page>;
  /** A browser in which the person has signed up, at the page that it was sent to. */
  readonly signedIn: (person: Login, path?: string) => Promise<Page>;
  /** A new person. */
  readonly aPerson: (name: string) => Promise<Visitor>;
  /** The people that most tests need, also new. */
  readonly ada: Visitor;
  readonly max: Visitor;
  readonly bob: Visitor;
  readonly eve: Visitor;
}

/** A person with a browser. */
export interface Visitor extends Person {
  /** Signs up in a browser of their own. @returns the page that it was sent to */
  opens(path?: string): Promise<Page>;
}

export const test = base.extend<Each, { berth: Berth }>({
  berth: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of what a fixture needs
    async ({}, use) => {
      const berth = await startBerth('--empty');
      await use(berth);
      await berth.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  aBrowser: async ({ browser, berth, contextOptions }, use) => {
    const contexts: BrowserContext[] = [];
    const wrongs: string[] = [];
    await use(async () => {
      const context = await browser.newContext({ ...contextOptions, baseURL: berth.origin });
      contexts.push(context);
      await watch(context, berth.origin, wrongs);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
    expect(wrongs, 'requests to elsewhere, violations of the content security policy, crashes').toEqual([]);
  },

  signedIn: async ({ aBrowser }, use) => {
    await use(async (person, path = '/') => {
      const page = await aBrowser();
      await page.goto(path);
      await signUp(page, person);
      return page;
    });
  },

  aPerson: async ({ berth, signedIn }, use) => {
    await use(async (name) => {
      const person = await aPerson(berth, name);
      return { ...person, opens: (path) => signedIn(person, path) };
    });
  },
  ada: async ({ aPerson: met }, use) => use(await met('Ada Admin')),
  max: async ({ aPerson: met }, use) => use(await met('Max Member')),
  bob: async ({ aPerson: met }, use) => use(await met('Bob Builder')),
  eve: async ({ aPerson: met }, use) => use(await met('Eve Else')),
});

/** Records what no page of the console may do. */
async function watch(context: BrowserContext, origin: string, wrongs: string[]): Promise<void> {
  context.on('request', (request) => {
    const { protocol, origin: to } = new URL(request.url());
    if (to !== origin && protocol !== 'data:' && protocol !== 'blob:')
      wrongs.push(`request to ${request.url()}`);
  });
  context.on('weberror', (error) => wrongs.push(`crash: ${error.error().message}`));
  context.on('console', (message) => {
    if (/content security policy/i.test(message.text())) wrongs.push(message.text());
  });
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      console.error(`Content Security Policy: ${violatedDirective} ${blockedURI}`),
    );
  });
}

/** On the page of the identity provider: creates a login, which signs in. */
export async function signUp(page: Page, { name, email }: Login): Promise<void> {
  await page.getByRole('link', { name: 'Create a login' }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Create login' }).click();
}

/** The same for a person with a login. */
export async function signInAgain(page: Page, { email }: Login): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}
