import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { aCampaign, anAccount, type Account } from './api.ts';
import { dialog, goTo, main, press } from './page.ts';
import { expect, test, type Visitor } from './test.ts';

const PROMPT = 'You are the front desk. '.repeat(40);

interface Place {
  readonly account: Account<'production'>;
  readonly agent: `/v1/accounts/${string}`;
  readonly path: string;
  readonly e164: string;
}

/** An agent of production, which a number and a campaign use. */
async function anAgent(ada: Visitor): Promise<Place> {
  const account = await anAccount(ada, { production: 5 });
  const { id } = account.environments.production;
  const { agentId, e164 } = await aCampaign(account, id);
  const agent = `${account.path}/environments/${id}/agents/${agentId}` as const;
  return { account, agent, path: `/${account.id}/${id}/agents/${agentId}`, e164 };
}

/** The page of the agent, with unsaved text in it. */
async function typed(ada: Visitor, path: string): Promise<Page> {
  const page = await ada.opens(path);
  await main(page).getByLabel('Prompt').fill(PROMPT);
  return page;
}

test('an Admin edits an agent on its page, which says what uses it and shows what is refused at its field', async ({
  ada,
}) => {
  const { agent, path, e164 } = await anAgent(ada);
  const page = await ada.opens(path);
  const form = main(page);
  await expect(page).toHaveTitle('Front desk · Agents · production · Berth');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(form.getByRole('button', { name: 'Save' })).toBeDisabled();
  await expect(form.getByRole('link', { name: 'Spring offer' })).toBeVisible();
  await expect(form.getByRole('link', { name: e164 })).toBeVisible();
  await expectAccessible(page);

  await form.getByLabel('Language').fill('no language');
  await form.getByLabel('Prompt').fill(PROMPT);
  await press(form, 'Save');
  await expect(form.getByText('Must be a language tag (BCP 47), such as en-US.')).toBeVisible();
  await expect(form.getByLabel('Language')).toBeFocused();
  await form.getByLabel('Language').fill('de-de');
  await press(form, 'Save');
  await expect(page.getByText('Saved Front desk')).toBeVisible();
  // What is stored is shown, and there is nothing left to save.
  await expect(form.getByLabel('Language')).toHaveValue('de-DE');
  await expect(form.getByRole('button', { name: 'Save' })).toBeDisabled();
  expect(await ada.call(`GET ${agent}`)).toMatchObject({ language: 'de-DE', prompt: PROMPT });

  // What is typed after that is unsaved again.
  await form.getByLabel('Greeting').fill('Hello.');
  await goTo(page, 'Numbers');
  await press(dialog(page, 'Discard your changes?'), 'Keep editing');
  await press(form, 'Discard changes');
  await expect(form.getByLabel('Greeting')).toHaveValue('');
  await goTo(page, 'Numbers');
  await expect(page.getByRole('heading', { name: 'Numbers', level: 1 })).toBeVisible();
});

test('unsaved text on the page of an agent asks before a link, Back, Find, a sign-out or a reload leaves it', async ({
  ada,
}) => {
  const { path } = await anAgent(ada);
  const page = await typed(ada, path);
  const prompt = main(page).getByLabel('Prompt');
  const question = dialog(page, 'Discard your changes?');
  const ways = [
    async () => goTo(page, 'Numbers'),
    async () => page.evaluate(() => window.history.back()),
    async () => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Find' }).fill('Spring offer');
      await page.getByRole('option', { name: 'Spring offer cmp_' }).waitFor();
      await page.keyboard.press('Enter');
    },
    async () => {
      await press(page, 'You: ');
      await page.getByRole('menuitem', { name: 'Sign out' }).click();
    },
  ];
  await goTo(page, 'Agents');
  await press(question, 'Discard changes');
  await page.getByRole('link', { name: 'Front desk' }).click();
  await expect(prompt).toHaveValue('');
  await prompt.fill(PROMPT);
  for (const leave of ways) {
    await leave();
    await expect(question.getByRole('button', { name: 'Keep editing' })).toBeFocused();
    await press(question, 'Keep editing');
    await expect(question).toHaveCount(0);
    await expect(prompt).toHaveValue(PROMPT);
  }
  // Another form is open over it.
  await press(main(page), 'Delete');
  await page.evaluate(() => window.history.back());
  await press(page.getByRole('dialog'), 'Keep editing');
  await press(page.getByRole('dialog'), 'Cancel');
  await expect(prompt).toHaveValue(PROMPT);
  const asked = page.waitForEvent('dialog');
  const reloading = page.reload({ waitUntil: 'commit' }).catch(() => undefined);
  const beforeUnload = await asked;
  expect(beforeUnload.type()).toBe('beforeunload');
  await beforeUnload.dismiss();
  await reloading;
  await expect(prompt).toHaveValue(PROMPT);

  await press(page, 'You: ');
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expectAccessible(page);
  await press(question, 'Discard changes');
  await expect(page.getByRole('heading', { name: 'Sign in', exact: true })).toBeVisible();
});

test('somebody else’s change is shown on the page of an agent, and what was typed is kept or dropped as chosen', async ({
  ada,
}) => {
  const { agent, path } = await anAgent(ada);
  const page = await typed(ada, path);
  const form = main(page);
  for (const { greeting, choice, prompt } of [
    { greeting: 'Good morning.', choice: 'Keep my edits', prompt: PROMPT },
    { greeting: 'Good evening.', choice: 'Load latest', prompt: '' },
  ]) {
    await ada.call(`PATCH ${agent}`, { greeting });
    await press(form, 'Save');
    const alert = form.getByRole('alert');
    await expect(alert).toContainText('Someone else changed this');
    await expect(alert).toContainText(greeting);
    await press(alert, choice);
    await expect(form.getByLabel('Greeting')).toHaveValue(greeting);
    await expect(form.getByLabel('Prompt')).toHaveValue(prompt);
  }
  await expect(form.getByRole('alert')).toHaveCount(0);
  await form.getByLabel('Prompt').fill(PROMPT);
  await ada.call(`PATCH ${agent}`, { greeting: 'Good evening!' });
  await press(form, 'Save');
  await press(form, 'Discard changes');
  await expect(form.getByRole('alert')).toHaveCount(0);
  await expect(form.getByLabel('Greeting')).toHaveValue('Good evening!');
  await ada.call(`PATCH ${agent}`, { greeting: 'Good evening.' });
  await expect(form.getByLabel('Greeting')).toHaveValue('Good evening.', { timeout: 30_000 });
  await form.getByLabel('Prompt').fill(PROMPT);
  await press(form, 'Save');
  await expect(page.getByText('Saved Front desk')).toBeVisible();
  expect(await ada.call(`GET ${agent}`)).toMatchObject({ greeting: 'Good evening.', prompt: PROMPT });
});

test('the page of an agent follows the changes of others until something is typed, and keeps typed text when the agent is deleted', async ({
  ada,
}) => {
  const { account } = await anAgent(ada);
  const { id } = account.environments.production;
  const agents = `${account.path}/environments/${id}/agents` as const;
  const made = await ada.call<{ id: string }>(`POST ${agents}`, { name: 'Night desk' });
  const page = await ada.opens('/');
  await page.clock.install();
  await page.goto(`/${account.id}/${id}/agents/${made.id}`);
  const form = main(page);
  await expect(form.getByLabel('Name')).toHaveValue('Night desk');
  await ada.call(`PATCH ${agents}/${made.id}`, { voice: 'sage' });
  await page.clock.runFor(20_000);
  await expect(form.getByLabel('Voice')).toHaveValue('sage');
  // Also a change that came while something was typed, once that is undone.
  await form.getByLabel('Prompt').fill('x');
  await ada.call(`PATCH ${agents}/${made.id}`, { voice: 'verse' });
  await page.clock.runFor(20_000);
  await expect(form.getByLabel('Voice')).toHaveValue('sage');
  await form.getByLabel('Prompt').fill('');
  await expect(form.getByLabel('Voice')).toHaveValue('verse');

  await form.getByLabel('Prompt').fill(PROMPT);
  await ada.call(`DELETE ${agents}/${made.id}`);
  await page.clock.runFor(20_000);
  await press(form, 'Save');
  await expect(form.getByRole('alert')).toContainText('Your text is kept here');
  await expect(form.getByLabel('Prompt')).toHaveValue(PROMPT);
  await expect(form.getByRole('button', { name: 'Save' })).toBeDisabled();
  await press(form, 'Discard changes');
  await expect(page.getByRole('heading', { name: 'This agent was deleted' })).toBeVisible();
});

test('what is typed while a save is under way is not lost', async ({ ada }) => {
  const { agent, path } = await anAgent(ada);
  const page = await typed(ada, path);
  const prompt = main(page).getByLabel('Prompt');
  const arrived = Promise.withResolvers<void>();
  const more = Promise.withResolvers<void>();
  await page.route(`**${agent}`, async (route) => {
    if (route.request().method() === 'PATCH') {
      arrived.resolve();
      await more.promise;
    }
    await route.continue();
  });
  await press(main(page), 'Save');
  await arrived.promise;
  await prompt.fill(`${PROMPT} Be brief.`);
  more.resolve();
  await expect(page.getByText('Saved Front desk')).toBeVisible();
  expect(await ada.call(`GET ${agent}`)).toMatchObject({ prompt: PROMPT });
  await expect(prompt).toHaveValue(`${PROMPT} Be brief.`);
  await goTo(page, 'Numbers');
  await press(dialog(page, 'Discard your changes?'), 'Keep editing');
  await expect(prompt).toHaveValue(`${PROMPT} Be brief.`);
});
