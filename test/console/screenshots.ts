// npm run screenshots: takes pictures of the console from the running product with its demo data, into docs/screenshots.
import { chromium, type Browser, type Page } from '@playwright/test';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { startBerth } from '../../local/berth.ts';
import { demoPeople } from '../../local/demo-people.ts';
import { launchOptions } from './chromium.ts';
import { operatorPages } from './operator-screenshots.ts';
import { choose, chooseLook, dialog, goTo, row, switchTo } from './page.ts';
import { aBusyDay, type Scene } from './scene.ts';

const directory = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));

const wide = { width: 1360, height: 860 };
const tall = { width: 1360, height: 1290 };
const telephone = { width: 390, height: 844 };

const berth = await startBerth({ port: 0, ephemeral: true, empty: false, log: () => {} });
try {
  await mkdir(directory, { recursive: true });
  const scene = await aBusyDay(berth);
  const browser = await chromium.launch(launchOptions);
  await everyPage(browser, scene);
  await operatorPages(berth, async () => open(browser), shoot);
  await browser.close();
} finally {
  await berth.stop();
}

async function everyPage(browser: Browser, { invitation, invited }: Scene): Promise<void> {
  const page = await open(browser);
  await page.goto('/');
  await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
  await shoot(page, 'sign-in');
  await page.getByRole('button', { name: demoPeople.admin.email }).click();
  await switchTo(page, 'production');
  await page.getByText('9 of 16').first().waitFor();
  await row(page, 'Live calls', 'Zufriedenheit').first().waitFor();
  await shoot(page, 'calls');
  await row(page, 'Live calls', 'Zufriedenheit').first().getByRole('link').first().click();
  await page.getByText('Running for').waitFor();
  await shoot(page, 'call');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find' }).fill('re');
  await page.getByRole('option', { name: 'Reminders' }).waitFor();
  await shoot(page, 'find');
  await page.keyboard.press('Escape');
  await dialog(page, 'Find').waitFor({ state: 'hidden' });
  await pastPages(page);
  await goTo(page, 'API keys');
  await row(page, 'API keys', 'Ada Admin').waitFor();
  await shoot(page, 'api-keys');

  await goTo(page, 'Environments');
  await page.getByText('9 of 16').first().waitFor();
  await shoot(page, 'environments');
  await page.getByRole('button', { name: 'Create Environment' }).click();
  const create = dialog(page, 'Create Environment');
  await create.getByLabel('Environment Name').fill('qa');
  await create.getByLabel('Max Concurrent Calls').fill('2');
  await create.getByLabel('Reserved for inbound').fill('1');
  await create.getByRole('button', { name: 'Show as API call' }).click();
  await shoot(page, 'environment-create');
  await create.getByRole('button', { name: 'Save' }).click();
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
  await cancel(page);

  await choose(page, 'Actions for production', 'Rotate API key');
  await dialog(page, 'Rotate the API key of production').getByText('brt_').waitFor();
  await shoot(page, 'api-key-rotate');
  await cancel(page);
  await choose(page, 'Actions for production', 'Delete');
  await dialog(page, 'Delete production').getByText('stops working').waitFor();
  await shoot(page, 'environment-delete');
  await cancel(page);

  await goTo(page, 'Users');
  await page.getByText('Pending').waitFor();
  await shoot(page, 'users');
  await choose(page, 'Actions for Grace Hopper', 'Remove from the account');
  await page.getByText('has been shown active secrets').waitFor();
  await shoot(page, 'user-remove');
  await cancel(page);
  await goTo(page, 'Service accounts');
  await row(page, 'Service accounts', 'Limits at night').getByText('in 9 days').waitFor();
  await shoot(page, 'service-accounts');
  await page.getByRole('button', { name: 'Create service account' }).click();
  const serviceAccount = dialog(page, 'Create service account');
  await serviceAccount.getByRole('textbox', { name: 'Name' }).fill('Terraform');
  await serviceAccount.getByRole('button', { name: '90 days' }).click();
  await shoot(page, 'service-account-create');
  await serviceAccount.getByRole('button', { name: 'Create service account' }).click();
  await dialog(page, 'Secret of Terraform').waitFor();
  await shoot(page, 'service-account-secret');
  await page.getByRole('button', { name: 'Done' }).click();
  await goTo(page, 'Activity');
  await page.getByText('reallocated').waitFor();
  await shoot(page, 'activity');
  await goTo(page, 'Account');
  await page.getByText('Standard').waitFor();
  await shoot(page, 'account');

  await resourcePages(page);
  await chooseLook(page, 'Dark');
  await goTo(page, 'Calls');
  await page.getByText('9 of 16').first().waitFor();
  await shoot(page, 'calls-dark');
  await goTo(page, 'Environments');
  await page.getByText('9 of 16').first().waitFor();
  await shoot(page, 'environments-dark');
  await page.setViewportSize(telephone);
  await shoot(page, 'telephone-dark');
  await page.setViewportSize(wide);
  await chooseLook(page, 'Light');

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
  await members.getByText('9 of 16').first().waitFor();
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
  await theirs.getByRole('button', { name: 'Not now' }).click();
  await theirs.getByRole('heading', { name: 'Create your account' }).waitFor();
  await shoot(theirs, 'account-create');
}

/** Closes the open dialog. What was typed for the picture is discarded. */
async function cancel(page: Page): Promise<void> {
  const shown = page.getByRole('dialog');
  const discard = page.getByRole('button', { name: 'Discard changes' });
  await shown.getByRole('button', { name: 'Cancel' }).click();
  await Promise.race([discard.waitFor(), shown.waitFor({ state: 'hidden' })]);
  if (await discard.isVisible()) await discard.click();
  await shown.waitFor({ state: 'hidden' });
}

/** Past calls, as a list and as figures. */
async function pastPages(page: Page): Promise<void> {
  await goTo(page, 'History');
  await row(page, 'Ended calls', 'Appointments this week').first().waitFor();
  await page.getByRole('button', { name: 'Expired' }).first().click();
  await page.getByText('no heartbeat came in time').waitFor();
  await shoot(page, 'history');
  await page.keyboard.press('Escape');
  await chooseLook(page, 'Dark');
  await page.getByRole('button', { name: 'Custom' }).click();
  await row(page, 'Ended calls', 'Appointments this week').first().waitFor();
  await shoot(page, 'history-dark');

  await page.setViewportSize(tall);
  await goTo(page, 'Reports');
  await page.getByRole('button', { name: '30 days' }).click();
  await page.getByRole('table', { name: 'Minutes by the day' }).waitFor({ state: 'attached' });
  await shoot(page, 'reports-dark');
  await chooseLook(page, 'Light');
  await shoot(page, 'reports');
  await page.getByRole('button', { name: '7 days' }).click();
  await page.getByRole('button', { name: 'Hour', exact: true }).click();
  await page.getByRole('button', { name: 'Whole account' }).click();
  await row(page, 'Usage by environment', 'production').waitFor();
  await shoot(page, 'reports-account');
  await page.setViewportSize(wide);
}

async function resourcePages(page: Page): Promise<void> {
  await goTo(page, 'Agents');
  await row(page, 'Agents', 'Zufriedenheit').waitFor();
  await shoot(page, 'agents');
  await choose(page, 'Actions for Reminders', 'Edit');
  await page.getByLabel('Prompt').waitFor();
  await page.setViewportSize(tall);
  await shoot(page, 'agent');
  await page.setViewportSize(wide);
  await goTo(page, 'Numbers');
  await row(page, 'Numbers', 'Service Berlin').getByText('Zufriedenheit').waitFor();
  await shoot(page, 'numbers');
  await row(page, 'Numbers', 'Service Berlin').getByRole('link').first().click();
  await page.getByRole('grid', { name: 'Recent calls' }).getByRole('link').first().waitFor();
  await shoot(page, 'number');
  await goTo(page, 'Environment settings');
  await page.getByText('Reminders').waitFor();
  await shoot(page, 'environment-settings');

  await goTo(page, 'Campaigns');
  await row(page, 'Campaigns', 'Appointments this week').getByRole('link').first().click();
  await page.getByRole('button', { name: 'Upload contacts' }).click();
  const upload = dialog(page, 'Upload the contacts of Appointments this week');
  await upload.locator('input[type=file]').setInputFiles(contacts('7946,Barbara Liskov'));
  await upload.getByText('1 line has a problem').waitFor();
  await page.setViewportSize({ ...wide, height: 960 });
  await shoot(page, 'contacts-upload');
  await page.setViewportSize(wide);
  await upload.locator('input[type=file]').setInputFiles(contacts());
  await upload.getByText('318 valid contacts').waitFor();
  await upload.getByRole('button', { name: 'Upload contacts' }).click();
  await page.getByText('Appointments this week has 318 contacts').waitFor();
  await row(page, 'Contacts', 'Ada Lovelace').first().waitFor();
  await shoot(page, 'campaign');
  await goTo(page, 'Campaigns');
  await row(page, 'Campaigns', 'Appointments this week').getByText('318').waitFor();
  await shoot(page, 'campaigns');
  await goTo(page, 'Agents');
  await choose(page, 'Actions for Reminders', 'Delete');
  await page.getByRole('button', { name: 'Delete agent' }).click();
  await dialog(page, 'Delete Reminders').getByRole('link', { name: 'Appointments this week' }).waitFor();
  await shoot(page, 'agent-in-use');
  await cancel(page);

  await chooseLook(page, 'Dark');
  await goTo(page, 'Campaigns');
  await row(page, 'Campaigns', 'Spring offer').getByText('+49').waitFor();
  await shoot(page, 'campaigns-dark');
  await chooseLook(page, 'Light');
}

/** A file of contacts from a range that is reserved for films, with a given line as the fourth. */
function contacts(line?: string) {
  const people = ['Ada Lovelace', 'Katherine Johnson', 'Radia Perlman', 'Annie Easley', 'Karen Spärck Jones'];
  const lines = Array.from(
    { length: 318 },
    (_, index) => `+442079460${String(100 + index)},${people[index % people.length]}`,
  );
  const all = ['e164,name', ...lines.slice(0, 2), ...(line === undefined ? [] : [line]), ...lines.slice(2)];
  return { name: 'appointments.csv', mimeType: 'text/csv', buffer: Buffer.from(`${all.join('\n')}\n`) };
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
  // Removes the effects of a pointer that happens to be over something.
  await page.mouse.move(0, 0);
  await page.evaluate(async () => document.fonts.ready);
  // A message about an earlier picture would stay for some seconds, over this one.
  const notices = page.locator('.toasts');
  // Not by their visibility, because a message sets its own.
  const show = async (display: '' | 'none') =>
    notices.evaluateAll((all, shown) => {
      for (const each of all) (each as HTMLElement).style.display = shown;
    }, display);
  await show('none');
  await page.screenshot({ path: `${directory}${name}.png`, animations: 'disabled' });
  await show('');
  console.log(`docs/screenshots/${name}.png`);
}
