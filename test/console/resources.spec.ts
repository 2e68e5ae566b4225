import { expectAccessible } from './accessible.ts';
import { aCampaign, aNumber, aPerson, anAccount, call, join, type Environment } from './api.ts';
import { choose, dialog, goTo, pick, row, switchTo, table } from './page.ts';
import { expect, test } from './test.ts';

test('agents, numbers and settings are made and changed, errors are shown at their field, and no other environment shows them', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  await anAccount(berth, ada, { environments: { production: { maxConcurrentCalls: 5 } } });
  const page = await signedIn(ada, '/agents');
  await expect(page.getByText('default has no agents yet')).toBeVisible();

  await page.getByRole('button', { name: 'Create agent' }).click();
  const create = dialog(page, 'Create agent');
  await create.getByLabel('Name').fill('Front desk');
  await expect(create.getByText('the default language of the environment: en-US.')).toBeVisible();
  // Counted in bytes: each of these has three.
  await create.getByLabel('Prompt').fill('あ'.repeat(10_923));
  await expect(create.getByText('1 byte too many.')).toBeVisible();
  await expectAccessible(page);
  await expect(create.getByRole('button', { name: 'Create agent' })).toBeDisabled();
  await create.getByLabel('Prompt').fill(`${'あ'.repeat(10_922)}ab`);
  await expect(create.getByText('32,768 of 32,768 bytes')).toBeVisible();
  await create.getByLabel('Language').fill('no language');
  await create.getByRole('button', { name: 'Create agent' }).click();
  await expect(create.getByText('Must be a language tag (BCP 47), such as en-US.')).toBeVisible();
  await create.getByLabel('Language').fill('de-de');
  await create.getByRole('button', { name: 'Create agent' }).click();
  await expect(row(page, 'Agents', 'Front desk')).toContainText('de-DE');
  await expectAccessible(page);

  await choose(page, 'Actions for Front desk', 'Edit');
  const edit = dialog(page, 'Edit Front desk');
  await edit.getByLabel('Description').fill('Takes all calls');
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(row(page, 'Agents', 'Front desk')).toContainText('Takes all calls');

  await goTo(page, 'Numbers');
  await page.getByRole('button', { name: 'Add number' }).click();
  const add = dialog(page, 'Add number');
  const e164 = aNumber();
  await add.getByLabel('Telephone number').fill('+1 415 555');
  await add.getByRole('button', { name: 'Add number' }).click();
  await expect(add.getByText('Is not a telephone number that exists.')).toBeVisible();
  await add.getByLabel('Telephone number').fill(`${e164.slice(0, 6)} ${e164.slice(6)}`);
  await add.getByLabel('Label').fill('Main line');
  await pick(page, add, 'Answered by', 'Front desk');
  await expectAccessible(page);
  await add.getByRole('button', { name: 'Add number' }).click();
  await expect(row(page, 'Numbers', e164)).toContainText('Main lineFront desk');
  await expectAccessible(page);
  await choose(page, `Actions for ${e164}`, 'Edit');
  await pick(page, dialog(page, `Edit ${e164}`), 'Answered by', 'No agent');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(row(page, 'Numbers', e164)).not.toContainText('Front desk');

  await goTo(page, 'Environment settings');
  await expect(page.getByText('Never changed')).toBeVisible();
  await page.getByRole('button', { name: 'Edit' }).click();
  const settings = dialog(page, 'Edit the settings of default');
  await settings.getByRole('button', { name: 'Time zone' }).click();
  await page.getByLabel('Find a time zone').fill('berlin');
  await page.getByRole('option', { name: 'Europe/Berlin' }).click();
  await pick(page, settings, 'Default agent', 'Front desk');
  await expectAccessible(page);
  await settings.getByRole('button', { name: 'Save' }).click();
  await expect(settings).toHaveCount(0);
  await expect(page.getByText('Europe/Berlin')).toBeVisible();
  await expectAccessible(page);

  await expect(page.getByText('Nobody')).toBeVisible();
  await page.getByRole('button', { name: 'Change alerts' }).click();
  const alerts = dialog(page, 'Change the alerts of default');
  await alerts.getByRole('checkbox', { name: 'The limit is near' }).check();
  await expect(alerts.getByLabel('Share of the limit in use, in percent')).toHaveValue('80');
  // Nobody is to be mailed yet.
  await expect(alerts.getByRole('button', { name: 'Save' })).toBeDisabled();
  await alerts.getByLabel('Share of the limit in use, in percent').fill('90');
  await alerts.getByRole('button', { name: /Mail to/ }).click();
  await page.getByRole('option').first().click();
  await page.keyboard.press('Escape');
  await expectAccessible(page);
  await alerts.getByRole('button', { name: 'Save' }).click();
  await expect(alerts).toHaveCount(0);
  await expect(page.getByText('At 90%')).toBeVisible();
  await expect(page.getByText('Nobody')).toHaveCount(0);

  await switchTo(page, 'production');
  await expect(page.getByText('Never changed')).toBeVisible();
  await goTo(page, 'Agents');
  await expect(page.getByText('production has no agents yet')).toBeVisible();
  await goTo(page, 'Numbers');
  await expect(page.getByText('production has no telephone numbers yet')).toBeVisible();
  await page.getByRole('button', { name: 'Add number' }).click();
  await add.getByLabel('Telephone number').fill(e164);
  await add.getByRole('button', { name: 'Add number' }).click();
  await expect(add.getByText('This number is already in use')).toBeVisible();
});

test('a Member sees what lives in an environment, with every control that changes it disabled, and a reason', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  const bob = await aPerson(berth, 'Bob Builder');
  const account = await anAccount(berth, ada);
  await join(berth, ada, account, bob, 'member');
  const { items } = await call<{ items: Environment[] }>(
    berth,
    ada.token,
    `GET ${account.path}/environments`,
  );
  const { campaignId, e164 } = await aCampaign(berth, ada, account, items[0]?.id ?? '');

  const page = await signedIn(bob, '/agents');
  const pages = [
    { name: 'Agents', shows: row(page, 'Agents', 'Front desk'), button: 'Create agent' },
    { name: 'Numbers', shows: row(page, 'Numbers', e164), button: 'Add number' },
    { name: 'Campaigns', shows: row(page, 'Campaigns', 'Spring offer'), button: 'Create campaign' },
    { name: 'Environment settings', shows: page.getByText('en-US'), button: 'Edit' },
  ];
  for (const { name, shows, button } of pages) {
    await goTo(page, name);
    await expect(shows).toBeVisible();
    await expect(page.locator('#member-note')).toBeVisible();
    await expect(page.getByRole('button', { name: button })).toBeDisabled();
  }
  await goTo(page, 'Campaigns');
  await page.getByRole('button', { name: 'Actions for Spring offer' }).click();
  for (const item of ['Start', 'Upload contacts', 'Edit', 'Delete'])
    await expect(page.getByRole('menuitem', { name: item })).toBeDisabled();
  await page.goto(`/campaigns/${campaignId}`);
  await expect(page.getByText('Spring offer has no contacts yet')).toBeVisible();
  for (const button of ['Start', 'Edit', 'Delete', 'Upload contacts'])
    await expect(page.getByRole('button', { name: button })).toBeDisabled();
  await expectAccessible(page);
  await expect(table(page, 'Contacts')).toBeVisible();
});
