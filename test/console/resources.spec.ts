import { expectAccessible } from './accessible.ts';
import { aCampaign, aNumber, anAccount, join, type Environment } from './api.ts';
import { choose, dialog, fill, goTo, main, opened, pick, press, row, switchTo, table } from './page.ts';
import { expect, test } from './test.ts';

test('agents, numbers and settings can be created and changed, errors are shown at their field, and no other environment shows them', async ({
  ada,
}) => {
  await anAccount(ada, { production: 5 });
  const page = await ada.opens('/agents');
  await expect(page.getByText('default has no agents yet')).toBeVisible();

  await press(page, 'Create agent');
  const create = main(page);
  await create.getByLabel('Name').fill('Front desk');
  await expect(create.getByText('Default: en-US.')).toBeVisible();
  // The limit counts bytes, and each of these characters has three.
  await create.getByLabel('Prompt').fill('あ'.repeat(10_923));
  await expect(create.getByText('1 byte too many.')).toBeVisible();
  await expectAccessible(page);
  await expect(create.getByRole('button', { name: 'Create agent' })).toBeDisabled();
  await create.getByLabel('Prompt').fill(`${'あ'.repeat(10_922)}ab`);
  await expect(create.getByText('32,768 of 32,768 bytes')).toBeVisible();
  await create.getByLabel('Language').fill('no language');
  await press(create, 'Create agent');
  await expect(create.getByText('Must be a language tag (BCP 47), such as en-US.')).toBeVisible();
  await create.getByLabel('Language').fill('de-de');
  await press(create, 'Create agent');
  await expect(page.getByRole('heading', { name: 'Front desk', level: 1 })).toBeVisible();
  await goTo(page, 'Agents');
  await expect(row(page, 'Agents', 'Front desk')).toContainText('de-DE');
  await expectAccessible(page);

  await choose(page, 'Actions for Front desk', 'Edit');
  await main(page).getByLabel('Description').fill('Takes all calls');
  await press(main(page), 'Save');
  await expect(page.getByText('Saved Front desk')).toBeVisible();
  await goTo(page, 'Agents');
  await expect(row(page, 'Agents', 'Front desk')).toContainText('Takes all calls');

  await goTo(page, 'Numbers');
  const add = await opened(page, 'Add number');
  const e164 = aNumber();
  await add.getByLabel('Telephone number').fill('0415 555');
  await press(add, 'Add number');
  await expect(add.getByText('Start with + and the country code')).toBeVisible();
  await add.getByLabel('Telephone number').fill('+1 415 555');
  await press(add, 'Add number');
  await expect(add.getByText('Is not a telephone number that exists.')).toBeVisible();
  await fill(add, { 'Telephone number': `00${e164.slice(1, 6)} ${e164.slice(6)}`, Label: 'Main line' });
  await pick(page, add, 'Answered by', 'Front desk');
  await expectAccessible(page);
  await press(add, 'Add number');
  await expect(row(page, 'Numbers', e164)).toContainText('Main lineFront desk');
  await expectAccessible(page);
  await choose(page, `Actions for ${e164}`, 'Edit');
  await pick(page, dialog(page, `Edit ${e164}`), 'Answered by', 'No agent');
  await press(page, 'Save');
  await expect(row(page, 'Numbers', e164)).not.toContainText('Front desk');

  await goTo(page, 'Environment settings');
  await expect(page.getByText('Never changed')).toBeVisible();
  const settings = await opened(page, 'Edit', 'Edit the settings of default');
  await press(settings, 'Time zone');
  await page.getByLabel('Find a time zone').fill('berlin');
  await page.getByRole('option', { name: 'Europe/Berlin' }).click();
  await pick(page, settings, 'Default agent', 'Front desk');
  await expectAccessible(page);
  await press(settings, 'Save');
  await expect(settings).toHaveCount(0);
  await expect(page.getByText('Europe/Berlin')).toBeVisible();
  await expectAccessible(page);

  await expect(page.getByText('Nobody')).toBeVisible();
  const alerts = await opened(page, 'Change alerts', 'Change the alerts of default');
  await alerts.getByRole('checkbox', { name: 'Usage reaches 80 % of the limit' }).check();
  await expect(alerts.getByLabel('Share of the limit in use, in percent')).toHaveValue('80');
  // No recipient is chosen yet.
  await expect(alerts.getByRole('button', { name: 'Save' })).toBeDisabled();
  await alerts.getByLabel('Share of the limit in use, in percent').fill('90');
  await alerts.getByRole('button', { name: /Send to/ }).click();
  await page.getByRole('option').first().click();
  await page.keyboard.press('Escape');
  await expectAccessible(page);
  await press(alerts, 'Save');
  await expect(alerts).toHaveCount(0);
  await expect(page.getByText('At 90 %')).toBeVisible();
  await expect(page.getByText('Nobody')).toHaveCount(0);

  await switchTo(page, 'production');
  await expect(page.getByText('Never changed')).toBeVisible();
  await goTo(page, 'Agents');
  await expect(page.getByText('production has no agents yet')).toBeVisible();
  await goTo(page, 'Numbers');
  await expect(page.getByText('production has no telephone numbers yet')).toBeVisible();
  await press(page, 'Add number');
  await add.getByLabel('Telephone number').fill(e164);
  await press(add, 'Add number');
  await expect(add.getByText('This number is already in use')).toBeVisible();
});

test('a Member sees what is in an environment, with every control that changes it disabled and a reason', async ({
  ada,
  bob,
}) => {
  const account = await anAccount(ada);
  await join(account, bob, 'member');
  const { items } = await ada.call<{ items: Environment[] }>(`GET ${account.path}/environments`);
  const { campaignId, e164 } = await aCampaign(account, items[0]?.id ?? '');

  const page = await bob.opens('/agents');
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
  await press(page, 'Actions for Spring offer');
  for (const item of ['Start', 'Upload contacts', 'Edit', 'Delete'])
    await expect(page.getByRole('menuitem', { name: item })).toBeDisabled();
  await page.goto(`/campaigns/${campaignId}`);
  await expect(page.getByText('Spring offer has no contacts yet')).toBeVisible();
  for (const button of ['Start', 'Edit', 'Delete', 'Upload contacts'])
    await expect(page.getByRole('button', { name: button })).toBeDisabled();
  await expectAccessible(page);
  await expect(table(page, 'Contacts')).toBeVisible();
});
