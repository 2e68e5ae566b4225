import { aCampaign, anAccount } from './api.ts';
import { dialog, table } from './page.ts';
import { expect, test } from './test.ts';
import { walked, type Walk } from './walk.ts';

const EMAIL = 'max@example.com';
const INVITED = `Actions for the invitation of ${EMAIL}`;

const ofAccount: Walk[] = [
  { path: 'settings/environments', opener: 'Create Environment', title: 'Create Environment', asks: true },
  { path: 'settings/environments', opener: 'Reallocate', title: 'Reallocate concurrent calls', asks: true },
  {
    path: 'settings/environments',
    opener: 'Actions for production',
    item: 'Edit',
    title: 'Edit production',
    asks: true,
  },
  {
    path: 'settings/environments',
    opener: 'Actions for production',
    item: 'Delete',
    title: 'Delete production',
  },
  { path: 'settings/users', opener: 'Add User', title: 'Add User', asks: true },
  {
    path: 'settings/service-accounts',
    opener: 'Create service account',
    title: 'Create service account',
    asks: true,
  },
  { path: 'settings/account', opener: 'Rename', title: 'Rename Acme', asks: true },
];

const ofEnvironment: Walk[] = [
  { path: 'numbers', opener: 'Add number', title: 'Add number', asks: true },
  { path: 'campaigns', opener: 'Create campaign', title: 'Create campaign', asks: true },
  { path: 'api-keys', opener: 'Rotate API key', title: 'Rotate the API key of production' },
  { path: 'environment-settings', opener: 'Edit', title: 'Edit the settings of production' },
  { path: 'environment-settings', opener: 'Change alerts', title: 'Change the alerts of production' },
];

const ofInvitations: Walk[] = [
  {
    path: 'settings/users',
    opener: INVITED,
    item: 'Change role',
    title: `Change the role that ${EMAIL} is invited to`,
  },
  {
    path: 'settings/users',
    opener: INVITED,
    item: 'Send again',
    title: `Send the invitation of ${EMAIL} again`,
  },
  { path: 'settings/users', opener: INVITED, item: 'Revoke', title: `Revoke the invitation of ${EMAIL}` },
];

const ofWebhooks: Walk[] = [
  { path: 'webhooks', opener: 'Create webhook', title: 'Create webhook', asks: true },
  { path: 'webhooks', opener: 'Actions for Billing', item: 'Edit', title: 'Edit Billing', asks: true },
  {
    path: 'webhooks',
    opener: 'Actions for Billing',
    item: 'Rotate secret',
    title: 'Rotate the secret of Billing',
  },
  { path: 'webhooks', opener: 'Actions for Billing', item: 'Disable', title: 'Disable Billing' },
  { path: 'webhooks', opener: 'Actions for Billing', item: 'Delete', title: 'Delete Billing' },
];

const all = {
  'the account': ofAccount,
  invitations: ofInvitations,
  'the environment': ofEnvironment,
  webhooks: ofWebhooks,
};

for (const [where, walks] of Object.entries(all)) {
  test(`the keyboard alone gets into each dialog of ${where}, around in it, and back`, async ({ ada }) => {
    const account = await anAccount(ada, { production: 5 });
    const { id } = account.environments.production;
    const { campaignId } = await aCampaign(account, id);
    await ada.call(`POST ${account.path}/invitations`, { email: EMAIL, role: 'member' });
    await ada.call(`POST ${account.path}/environments/${id}/webhooks`, {
      url: 'https://example.com/hook',
      description: 'Billing',
      events: ['call.started'],
    });
    const home = ['the account', 'invitations'].includes(where) ? `/${account.id}` : `/${account.id}/${id}`;
    const page = await ada.opens(`/${account.id}/${id}/calls`);
    await expect(page.getByRole('heading', { name: 'Calls', exact: true })).toBeVisible();
    for (const walk of walks) await walked(page, home, walk);
    if (where === 'the environment') {
      const title = 'Upload the contacts of Spring offer';
      await walked(page, home, { path: `campaigns/${campaignId}`, opener: 'Upload contacts', title });
    }
  });
}

test('when a key is shown once, the focus starts on its copy button, stays in the dialog, and returns to the page after Done', async ({
  ada,
}) => {
  const account = await anAccount(ada, { production: 5 });
  const page = await ada.opens(`/${account.id}/${account.environments.production.id}/api-keys`);
  const opener = page.getByRole('button', { name: 'Rotate API key' });
  await opener.focus();
  await page.keyboard.press('Enter');
  const submit = dialog(page, 'Rotate the API key of production').getByRole('button', {
    name: 'Rotate API key',
  });
  await expect(submit).toBeEnabled();
  await submit.focus();
  await page.keyboard.press('Enter');
  const shown = dialog(page, 'API key of production');
  await expect(shown.getByRole('button', { name: 'Copy API key' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(shown).toBeVisible();
  const done = shown.getByRole('button', { name: 'Done' });
  for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('Tab');
  await expect
    .poll(async () => shown.evaluate((element) => element.contains(document.activeElement)))
    .toBe(true);
  await done.focus();
  await page.keyboard.press('Enter');
  await expect(shown).toHaveCount(0);
  await expect(opener).toBeFocused();
});

test('Find keeps what is typed before it is there', async ({ ada }) => {
  await anAccount(ada);
  const page = await ada.opens('/settings/environments');
  await expect(page.getByRole('heading', { name: 'Environments', exact: true })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('web');
  await expect(page.getByRole('combobox', { name: 'Find' })).toHaveValue('web');
});

test('Find knows a number in every way of writing it, and no ID by a few letters that are in it by chance', async ({
  ada,
}) => {
  const account = await anAccount(ada, { production: 5 });
  const { id } = account.environments.production;
  const body = { e164: '+493023125999', label: 'Service Berlin' };
  await ada.call(`POST ${account.path}/environments/${id}/numbers`, body);
  const page = await ada.opens(`/${account.id}/${id}/numbers`);
  await expect(table(page, 'Numbers').getByRole('rowheader')).toHaveCount(1);
  await page.keyboard.press('Control+k');
  const find = page.getByRole('combobox', { name: 'Find' });
  const first = page.getByRole('option').first();
  for (const text of ['+49 30 23125999', '030 2312', '3023125999']) {
    await find.fill(text);
    await expect(first).toHaveText(/^\+49 30 23125999 Service Berlin/);
  }
  await find.fill(id.slice(-4));
  await expect(first).toHaveText(`Look for the ID “${id.slice(-4)}”`);
  for (const text of [id.slice(-6), 'env_']) {
    await find.fill(text);
    await expect(page.getByRole('option', { name: 'production' })).toBeVisible();
  }
});

test('Find works by keyboard alone: Enter goes to the thing of that name, and one Escape closes it', async ({
  ada,
}) => {
  const account = await anAccount(ada, { production: 5 });
  const { id } = account.environments.production;
  await aCampaign(account, id);
  const page = await ada.opens(`/${account.id}/${id}/numbers`);
  await expect(table(page, 'Numbers').getByRole('rowheader')).toHaveCount(1);
  const opener = page.getByRole('button', { name: /^Find/ });
  await opener.focus();
  await page.keyboard.press('Enter');
  const find = page.getByRole('combobox', { name: 'Find' });
  await expect(find).toBeFocused();
  await page.keyboard.type('spring');
  const options = page.getByRole('option');
  await expect(options).toHaveText([/^Spring offer/, 'Look for the ID “spring”']);
  await page.keyboard.press('Escape');
  await expect(dialog(page, 'Find')).toHaveCount(0);
  await expect(opener).toBeFocused();

  await page.keyboard.press('Control+k');
  await expect(find).toBeFocused();
  await page.keyboard.type('spring');
  await expect(options.first()).toHaveText(/^Spring offer/);
  await page.keyboard.press('Enter');
  await expect(page).toHaveTitle('Spring offer · Campaigns · production · Berth');
});
