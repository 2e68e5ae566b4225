// npm run screenshots: the pages of the console, from the running product with its demo data, into docs/screenshots.
import { chromium, type Browser, type Page } from '@playwright/test';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { EnvironmentId } from '../../lib/api/ids.ts';
import { notePeak, noteRefused } from '../../lib/calls/usage.ts';
import { startBerth, type Berth } from '../../local/berth.ts';
import { demoPeople } from '../../local/demo-people.ts';
import { demoData } from '../../local/demo.ts';
import { call, invitationLink, join, type Environment } from './api.ts';
import { launchOptions } from './chromium.ts';
import { choose, dialog, goTo, switchTo } from './page.ts';

const directory = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));

const wide = { width: 1360, height: 860 };
const telephone = { width: 390, height: 844 };

const berth = await startBerth({ port: 0, ephemeral: true, empty: false, log: () => {} });
try {
  await mkdir(directory, { recursive: true });
  const scene = await aBusyDay(berth);
  const browser = await chromium.launch(launchOptions);
  await everyPage(browser, scene);
  await browser.close();
} finally {
  await berth.stop();
}

interface Scene {
  /** The link in an invitation that waits for its person. */
  readonly invitation: string;
  readonly invited: { readonly email: string; readonly name: string };
}

/** The demo data, with calls that run, a day of them behind, people who come and go, and a trail of it all. */
async function aBusyDay({ world, identity }: Berth): Promise<Scene> {
  const { accountId, apiKey } = await demoData(berth);
  const { accessToken: token } = await identity.issueToken({ email: demoPeople.admin.email });
  const path = `/v1/accounts/${accountId}` as const;
  const { items } = await call<{ items: Environment[] }>(berth, token, `GET ${path}/environments`);
  const idOf = (name: string) => items.find((environment) => environment.name === name)?.id as EnvironmentId;

  const peaks = [3, 2, 2, 1, 0, 0, 1, 2, 4, 7, 9, 12, 14, 15, 15, 13, 12, 14, 15, 11, 9, 8, 6];
  const refused = new Map([
    [13, 3],
    [14, 5],
    [18, 2],
  ]);
  const hour = 3_600_000;
  const first = Date.now() - peaks.length * hour;
  for (const [index, peak] of peaks.entries()) {
    await notePeak(world.table, idOf('production'), first + index * hour, peak);
    await noteRefused(world.table, idOf('production'), first + index * hour, refused.get(index) ?? 0);
  }

  const rotated = await call<{ secret: string }>(
    berth,
    token,
    `POST ${path}/environments/${idOf('default')}/api-keys/rotate`,
    { graceSeconds: 3600 },
  );
  const running: [secret: string, calls: number][] = [
    [rotated.secret, 6],
    [apiKey, 9],
  ];
  for (const [secret, calls] of running) {
    for (let index = 0; index < calls; index += 1) {
      await call(berth, secret, 'POST /v1/calls', {
        id: `call-${(7919 * (index + 3)).toString(16)}`,
        direction: index % 3 === 0 ? 'inbound' : 'outbound',
        leaseSeconds: 300 + 40 * index,
      });
    }
  }

  const admin = { name: demoPeople.admin.name, email: demoPeople.admin.email, token };
  const account = { id: accountId, name: 'Acme', path, environments: {} };
  const grace = { name: 'Grace Hopper', email: 'grace@example.com' };
  await identity.upsertPerson(grace);
  const { accessToken: hers } = await identity.issueToken(grace);
  await join(berth, admin, account, { ...grace, token: hers }, 'admin');
  await call(berth, hers, `PATCH ${path}/environments/${idOf('staging')}`, { maxConcurrentCalls: 3 });
  await call(berth, hers, `POST ${path}/environments`, { name: 'load-test', maxConcurrentCalls: 1 });
  await call(berth, token, `POST ${path}/concurrency/reallocations`, {
    changes: [
      { environmentId: idOf('default'), maxConcurrentCalls: 18 },
      { environmentId: idOf('production'), maxConcurrentCalls: 16 },
    ],
  });
  const invited = { email: 'alan@example.com', name: 'Alan Turing' };
  await call(berth, token, `POST ${path}/invitations`, { email: invited.email, role: 'member' });
  return { invitation: await invitationLink(berth, invited.email), invited };
}

async function everyPage(browser: Browser, { invitation, invited }: Scene): Promise<void> {
  const page = await open(browser);
  await page.goto('/');
  await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
  await shoot(page, 'sign-in');
  await page.getByRole('button', { name: demoPeople.admin.email }).click();
  await switchTo(page, 'production');
  await page.getByText('9 of 16').waitFor();
  await shoot(page, 'calls');

  await goTo(page, 'Environments');
  await page.getByText('9 of 16').waitFor();
  await shoot(page, 'environments');
  await page.getByRole('button', { name: 'Create environment' }).click();
  const create = dialog(page, 'Create environment');
  await create.getByLabel('Name').fill('qa');
  await create.getByLabel('Max Concurrent Calls').fill('2');
  await create.getByRole('button', { name: 'Show as API call' }).click();
  await shoot(page, 'environment-create');
  await create.getByRole('button', { name: 'Create environment' }).click();
  await dialog(page, 'API key of qa').waitFor();
  await shoot(page, 'environment-key');
  await page.getByRole('button', { name: 'Done' }).click();

  await page.getByRole('button', { name: 'Reallocate' }).click();
  const reallocate = dialog(page, 'Reallocate concurrent calls');
  await reallocate.getByLabel('Max Concurrent Calls of default').fill('12');
  await reallocate.getByLabel('Max Concurrent Calls of production').fill('22');
  await reallocate.getByRole('button', { name: 'Dry run' }).click();
  await reallocate.getByText('The API agrees').waitFor();
  await shoot(page, 'reallocate');
  await reallocate.getByRole('button', { name: 'Cancel' }).click();

  await choose(page, 'Actions for production', 'Rotate API key');
  await dialog(page, 'Rotate the API key of production').getByText('brt_').waitFor();
  await shoot(page, 'api-key-rotate');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await choose(page, 'Actions for production', 'Delete');
  await dialog(page, 'Delete production').getByText('stops working').waitFor();
  await shoot(page, 'environment-delete');
  await page.getByRole('button', { name: 'Cancel' }).click();

  await goTo(page, 'Users');
  await page.getByText('Pending').waitFor();
  await shoot(page, 'users');
  await choose(page, 'Actions for Grace Hopper', 'Remove from the account');
  await page.getByText('has been shown API keys that work').waitFor();
  await shoot(page, 'user-remove');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await goTo(page, 'Activity');
  await page.getByText('reallocated').waitFor();
  await shoot(page, 'activity');

  await page.getByRole('button', { name: 'Switch to the dark look' }).click();
  await goTo(page, 'Calls');
  await page.getByText('9 of 16').waitFor();
  await shoot(page, 'calls-dark');
  await goTo(page, 'Environments');
  await page.getByText('9 of 16').waitFor();
  await shoot(page, 'environments-dark');
  await page.setViewportSize(telephone);
  await shoot(page, 'telephone-dark');
  await page.setViewportSize(wide);
  await page.getByRole('button', { name: 'Switch to the light look' }).click();

  await goTo(page, 'API console');
  await page.getByRole('link', { name: 'Environments', exact: true }).click();
  await page.getByRole('link', { name: 'Get an environment' }).click();
  const operation = 'get /v1/accounts/{accountId}/environments/{environmentId}';
  const tryIt = page.getByRole('button').filter({ hasText: `Test Request(${operation})` });
  await tryIt.waitFor();
  await shoot(page, 'api-console');
  await tryIt.click();
  await page.getByRole('button', { name: /^Send/ }).first().click();
  await page.getByText('200 OK').waitFor();
  await shoot(page, 'api-console-request');

  const members = await open(browser);
  await members.goto('/settings/environments');
  await members.getByRole('button', { name: demoPeople.member.email }).click();
  await members.getByText('9 of 16').waitFor();
  await shoot(members, 'member');

  const theirs = await open(browser);
  await theirs.goto(invitation);
  await theirs.getByRole('link', { name: 'Create a login' }).click();
  await theirs.getByLabel('Name').fill(invited.name);
  await theirs.getByLabel('Email').fill(invited.email);
  await theirs.getByLabel('Password').fill('correct horse battery');
  await theirs.getByRole('button', { name: 'Create login' }).click();
  await theirs.getByRole('heading', { name: 'Join Acme' }).waitFor();
  await shoot(theirs, 'invitation');
  await theirs.goto('/');
  await theirs.getByRole('heading', { name: 'Create your account' }).waitFor();
  await shoot(theirs, 'account-create');
}

async function open(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    baseURL: berth.origin,
    viewport: wide,
    colorScheme: 'light',
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  return context.newPage();
}

async function shoot(page: Page, name: string): Promise<void> {
  // What is hovered over by chance is nobody's business.
  await page.mouse.move(0, 0);
  await page.evaluate(async () => document.fonts.ready);
  await page.screenshot({ path: `${directory}${name}.png`, animations: 'disabled' });
  console.log(`docs/screenshots/${name}.png`);
}
