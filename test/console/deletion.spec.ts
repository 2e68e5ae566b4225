import { expectAccessible, expectAccessibleMenu } from './accessible.ts';
import { aCampaign, anAccount, call, join } from './api.ts';
import { chosen, closeMenu, dialog, opened, press, row, selectable } from './page.ts';
import { expect, test } from './test.ts';

const SETTINGS = '/settings/environments';

test('a deletion requires the typed name, says what breaks, is refused while calls run, and can be undone', async ({
  berth,
  ada,
}) => {
  const account = await anAccount(ada, { staging: 5 });
  const secret = account.environments.staging.secret;
  await call(berth, secret, 'POST /v1/calls', { id: 'one', leaseSeconds: 3600 });
  const page = await ada.opens(SETTINGS);
  const remove = await chosen(page, 'Actions for staging', 'Delete', 'Delete staging');
  await expect(remove.getByText('1 call is running right now.')).toBeVisible();
  await expect(remove.getByText(`brt_…${secret.slice(-4)}`)).toBeVisible();
  await expect(remove.getByText('5 concurrent calls go back to the plan.')).toBeVisible();
  const submit = remove.getByRole('button', { name: 'Delete environment' });
  await expect(submit).toBeDisabled();
  await expectAccessible(page);

  // While a call runs, the dialog first offers to let it end.
  await expect(remove.getByRole('radio', { name: 'Let them end first' })).toBeChecked();
  await remove.getByRole('radio', { name: 'Delete now' }).check();
  await remove.getByLabel('Type staging to confirm').fill('staging');
  await submit.click();
  await expect(remove.getByRole('alert')).toContainText('1 call is running in this environment.');
  await expect(remove.getByRole('alert')).toContainText('Request ID');

  await call(berth, secret, 'DELETE /v1/calls/one');
  await expect(remove.getByText('No calls are running.')).toBeVisible();
  await submit.click();
  await expect(page.getByText('staging deleted')).toBeVisible();
  await expect(row(page, 'Environments', 'staging')).toHaveCount(0);
  expect(await selectable(page)).toEqual(['default']);
  await expect(call(berth, secret, 'GET /v1/environment')).rejects.toThrow('401');

  const restore = await opened(page, 'Restore staging');
  await expect(restore.getByText('After this change: 25 of 40 allocated')).toBeVisible();
  await expectAccessible(page);
  await press(restore, 'Restore environment');
  const again = await dialog(page, 'API key of staging').getByLabel('The new API key').textContent();
  expect(await call(berth, again ?? '', 'GET /v1/environment')).toMatchObject({ name: 'staging' });
});

test('a draining environment is marked and cannot be changed until its last call ends', async ({
  berth,
  ada,
}) => {
  const account = await anAccount(ada, { staging: 5 });
  const secret = account.environments.staging.secret;
  await call(berth, secret, 'POST /v1/calls', { id: 'one', leaseSeconds: 3600 });
  const page = await ada.opens(SETTINGS);
  const remove = await chosen(page, 'Actions for staging', 'Delete', 'Delete staging');
  await remove.getByRole('radio', { name: 'Let them end first' }).check();
  await remove.getByLabel('Type staging to confirm').fill('staging');
  await press(remove, 'Delete environment');
  const draining = row(page, 'Environments', 'staging');
  await expect(draining.getByText('Deleting after active calls end')).toBeVisible();
  await press(page, 'Actions for staging');
  await expect(page.getByRole('menuitem', { name: 'Edit' })).toHaveAttribute('aria-disabled', 'true');
  await expectAccessibleMenu(page);
  await closeMenu(page);

  await call(berth, secret, 'DELETE /v1/calls/one');
  await page.reload();
  await expect(row(page, 'Deleted environments', 'staging')).toBeVisible();
});

test('every page of an environment that somebody else deletes says so and who can restore it, and a dialog keeps its text', async ({
  ada,
  max,
}) => {
  const account = await anAccount(ada, { staging: 5 });
  await join(account, max, 'member');
  const { id } = account.environments.staging;
  const { campaignId } = await aCampaign(account, id);
  const home = `/${account.id}/${id}`;
  const page = await ada.opens(`${home}/campaigns/${campaignId}`);
  const member = await max.opens(`${home}/calls`);
  await expect(member.getByText('Running now')).toBeVisible();
  const edit = await opened(page, 'Edit', 'Edit Spring offer');
  await edit.getByLabel('Name').fill('Summer offer');
  await ada.call(`DELETE ${account.path}/environments/${id}`);

  const gone = member.getByRole('heading', { name: 'This environment was deleted' });
  await expect(gone).toBeVisible();
  await expect(member.locator('main')).toContainText(`staging was deleted by ${ada.email}`);
  await expect(member.locator('main')).toContainText(/an Admin can restore it: .+\./);
  await expect(member.locator('main .skeleton').filter({ visible: true })).toHaveCount(0);
  await expectAccessible(member);
  for (const at of ['agents', 'reports', `campaigns/${campaignId}`]) {
    await member.goto(`${home}/${at}`);
    await expect(gone).toBeVisible();
  }

  await expect(page.getByText('This environment was deleted').first()).toBeAttached();
  await expect(edit.getByLabel('Name')).toHaveValue('Summer offer');
  await press(edit, 'Save');
  await expect(edit.getByRole('alert')).toContainText('Your text is kept here');
  await press(edit, 'Cancel');
  await press(edit, 'Discard changes');
  await expectAccessible(page);
  await page.locator('main').getByRole('link', { name: 'Restore it' }).click();
  await expect(page.getByRole('button', { name: 'Restore staging' })).toBeVisible();
});

test('the page of something that was deleted says who deleted it, of what never existed says so, and a dialog keeps its text', async ({
  ada,
}) => {
  const account = await anAccount(ada, { staging: 5 });
  const { id } = account.environments.staging;
  const path = `${account.path}/environments/${id}` as const;
  const agent = await ada.call<{ id: string }>(`POST ${path}/agents`, { name: 'Front desk' });
  const home = `/${account.id}/${id}`;
  const page = await ada.opens(`${home}/agents/${agent.id}`);
  const prompt = page.getByLabel('Prompt');
  await prompt.fill('Be kind.');
  await ada.call(`DELETE ${path}/agents/${agent.id}`);
  await expect(page.getByRole('heading', { name: 'This agent was deleted' })).toBeVisible();
  await expect(prompt).toBeVisible();
  await expect(prompt).toHaveValue('Be kind.');
  await prompt.fill('');
  await expect(prompt).toBeHidden();
  const main = page.locator('main');
  await expect(main).toContainText(`Front desk was deleted by ${ada.email}`);
  await expect(main.getByText('Greeting').filter({ visible: true })).toHaveCount(0);
  await expectAccessible(page);
  await page.reload();
  await expect(main).toContainText(`Front desk was deleted by ${ada.email}`);

  const never = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
  for (const [at, what, all] of [
    [`agents/agt_${never}`, 'agent', 'See all agents'],
    [`numbers/num_${never}`, 'number', 'See all numbers'],
    [`campaigns/cmp_${never}`, 'campaign', 'See all campaigns'],
    [`webhooks/whk_${never}`, 'webhook', 'See all webhooks'],
    ['calls/never', 'call', 'See all ended calls'],
  ] as const) {
    await page.goto(`${home}/${at}`);
    await expect(page.getByRole('heading', { name: `This ${what} does not exist` })).toBeVisible();
    await expect(main).toContainText(`staging has no ${what} with this ID. ${all}.`);
  }
  await expectAccessible(page);
});
