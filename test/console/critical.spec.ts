import { expectAccessible } from './accessible.ts';
import { aCampaign, anAccount, call } from './api.ts';
import { chosen, opened, press, row } from './page.ts';
import { expect, test } from './test.ts';

test('an environment can be made critical, is marked in its row and in the bar, and can be made ordinary again', async ({
  ada,
}) => {
  const account = await anAccount(ada, { production: 5 });
  const { id } = account.environments.production;
  const page = await ada.opens(`/${account.id}/${id}/calls`);
  const bar = page.getByRole('banner');
  await expect(bar.getByRole('button', { name: 'Environment production' })).toBeVisible();
  await expect(bar.getByText('Critical')).toHaveCount(0);

  await page.goto(`/${account.id}/settings/environments`);
  const edit = await chosen(page, 'Actions for production', 'Edit', 'Edit production');
  await edit.getByRole('checkbox', { name: 'Critical' }).check();
  await press(edit, 'Save');
  await expect(row(page, 'Environments', 'production').getByText('Critical')).toBeVisible();
  await expect(row(page, 'Environments', 'default').getByText('Critical')).toHaveCount(0);
  await expect(bar.getByText('Critical')).toBeVisible();
  await expectAccessible(page);
  expect(await ada.call(`GET ${account.path}/environments/${id}`)).toMatchObject({ critical: true });

  const again = await chosen(page, 'Actions for production', 'Edit', 'Edit production');
  await again.getByRole('checkbox', { name: 'Critical' }).uncheck();
  await press(again, 'Save');
  await expect(bar.getByText('Critical')).toHaveCount(0);
  expect(await ada.call(`GET ${account.path}/environments/${id}`)).toMatchObject({ critical: false });
});

test('in a critical environment, and only there, each destructive action asks for the name of the environment', async ({
  berth,
  ada,
}) => {
  const account = await anAccount(ada, {
    production: { maxConcurrentCalls: 5, critical: true },
    staging: { maxConcurrentCalls: 5 },
  });
  const { production, staging } = account.environments;
  const { campaignId, agentId } = await aCampaign(account, production.id);
  await call(berth, production.secret, 'POST /v1/calls', { id: 'one' });
  const page = await ada.opens(`/${account.id}/${production.id}/calls/one`);

  const asksFor = async (button: string, title: string, submit: string) => {
    const asking = await opened(page, button, title);
    const confirm = asking.getByRole('button', { name: submit });
    await expect(confirm).toBeDisabled();
    await asking.getByLabel('Type production to confirm').fill('staging');
    await expect(confirm).toBeDisabled();
    await asking.getByLabel('Type production to confirm').fill('production');
    await expect(confirm).toBeEnabled();
    return asking;
  };
  const ending = await asksFor('End call', 'End this call', 'End call');
  await expectAccessible(page);
  await press(ending, 'End call');
  await expect(page.getByText('Call ended')).toBeVisible();

  const gone = async (path: string, button: string, title: string, submit: string) => {
    await page.goto(`/${account.id}/${production.id}/${path}`);
    await press(await asksFor(button, title, submit), 'Cancel');
  };
  await gone(`campaigns/${campaignId}`, 'Delete', 'Delete Spring offer', 'Delete campaign');
  await gone(`agents/${agentId}`, 'Delete', 'Delete Front desk', 'Delete agent');

  await page.goto(`/${account.id}/settings/environments`);
  const critical = await chosen(page, 'Actions for production', 'Pause', 'Pause production');
  await expect(critical.getByLabel('Type production to confirm')).toBeVisible();
  await press(critical, 'Cancel');
  const ordinary = await chosen(page, 'Actions for staging', 'Pause', 'Pause staging');
  await expect(ordinary.getByLabel('Type staging to confirm')).toHaveCount(0);
  await press(ordinary, 'Pause environment');
  await expect(page.getByText('staging is paused')).toBeVisible();
  expect(await ada.call(`GET ${account.path}/environments/${staging.id}`)).toMatchObject({ paused: true });
});
