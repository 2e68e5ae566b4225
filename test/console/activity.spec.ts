import { readFile } from 'node:fs/promises';
import { expectAccessible } from './accessible.ts';
import { aCampaign, anAccount, call, join } from './api.ts';
import { choose, press, table } from './page.ts';
import { expect, test } from './test.ts';

test('the activity shows who changed what, from what to what, under which request id, and filters narrow it', async ({
  ada,
}) => {
  const account = await anAccount(ada, { production: 15 });
  const { id } = account.environments.production;
  await ada.call(`PATCH ${account.path}/environments/${id}`, { maxConcurrentCalls: 12 });
  await ada.call(`POST ${account.path}/environments/${id}/api-keys/rotate`, {});
  const page = await ada.opens('/settings/activity');
  const events = table(page, 'Activity').getByRole('rowheader');
  await expect(events).toHaveText([
    `${ada.email} rotated the API key of production`,
    `${ada.email} changed the environment production`,
    `${ada.email} created the environment production`,
    `${ada.email} created the account Acme`,
  ]);
  const { items } = await ada.call<{ items: { action: string; requestId: string }[] }>(
    `GET ${account.path}/audit-events?action=environment.updated`,
  );
  const changed = table(page, 'Activity').getByRole('row').filter({ hasText: 'changed the environment' });
  await expect(changed).toContainText('max concurrent calls15 → 12');
  await expect(changed).toContainText(items[0]?.requestId ?? 'a request id');
  await expectAccessible(page);

  await page.getByLabel('What').click();
  await page.getByRole('option', { name: 'Environment created' }).click();
  await expect(events).toHaveText([`${ada.email} created the environment production`]);
  const downloading = page.waitForEvent('download');
  await press(page, 'Export CSV');
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('Acme-activity.csv');
  const [columns = '', ...lines] = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n');
  expect(columns).toMatch(/^id,at,actorType,/);
  expect(lines).toEqual([expect.stringContaining('environment.created')]);

  await press(page, 'Today');
  await expect(events).toHaveText([`${ada.email} created the environment production`]);
  await press(page, 'Custom');
  const longAgo = new Date(Date.now() - 9 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel('From', { exact: true }).fill(longAgo);
  await page.getByLabel('To', { exact: true }).fill(longAgo);
  await expect(page.getByText('No activity matches.')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('From', { exact: true })).toHaveValue(longAgo);
  await press(page, 'Any time');
  await expect(events).toHaveText([`${ada.email} created the environment production`]);
  await page.getByRole('button', { name: 'default' }).and(page.locator('[aria-pressed]')).click();
  await expect(page.getByText('No activity matches.')).toBeVisible();
});

test('the activity strikes out only what is gone, says where it happened, and leads to what still exists', async ({
  berth,
  ada,
  max,
}) => {
  const account = await anAccount(ada, { production: 15 });
  const { id, secret } = account.environments.production;
  const environment = `${account.path}/environments/${id}` as const;
  const { agentId, campaignId } = await aCampaign(account, id);
  const numbers = Array.from({ length: 1_200 }, (_, at) => `+4915112${300_000 + at},\n`);
  await ada.call(`PUT ${environment}/campaigns/${campaignId}/contacts`, `e164,name\n${numbers.join('')}`);
  await call(berth, secret, 'POST /v1/calls', { id: 'ended-by-hand' });
  await ada.call(`DELETE ${environment}/calls/ended-by-hand`);
  const rotated = await ada.call<{ id: string; masked: string }>(`POST ${environment}/api-keys/rotate`, {
    graceSeconds: 3600,
  });
  await ada.call(`DELETE ${environment}/api-keys/${rotated.id}`);
  const passing = await ada.call<{ environment: { id: string } }>(`POST ${account.path}/environments`, {
    name: 'passing',
    maxConcurrentCalls: 2,
  });
  await ada.call(`DELETE ${account.path}/environments/${passing.environment.id}`);
  await join(account, max, 'member');

  const page = await ada.opens('/settings/activity');
  const event = (text: string) => table(page, 'Activity').getByRole('row').filter({ hasText: text });
  const gone = (text: string) => event(text).locator('del');
  await expect(event('accepted the invitation')).toContainText('userMax Member');
  await expect(gone('deleted the environment passing')).toHaveText(['passing', '2']);
  await expect(event('revoked an API key of production')).toContainText('API key');
  await expect(gone('revoked an API key of production')).toHaveText([rotated.masked]);
  await expect(event('rotated the API key')).toContainText(`API keysadded ${rotated.masked}`);
  await expect(gone('rotated the API key')).toHaveCount(0);
  await expect(event('ended the call ended-by-hand in production')).toBeVisible();
  await expect(gone('ended the call')).toHaveCount(0);
  await expect(event('uploaded the contacts')).toContainText('contacts0 → 1,200');
  await expect(event('created the agent')).toContainText('created the agent Front desk in production');
  await expect(page.getByRole('link', { name: 'passing' })).toHaveCount(0);
  await page.getByLabel('What').click();
  await expect(page.getByRole('group', { name: 'Campaign' })).toContainText('Campaign contacts replaced');
  await page.keyboard.press('Escape');
  await event('created the agent').getByRole('link', { name: 'Front desk' }).click();
  await expect(page).toHaveURL(new RegExp(`/${id}/agents/${agentId}$`));
});

test('a service account is shown by its name, to Members and after its deletion too, and its own actions can be filtered', async ({
  berth,
  ada,
  max,
}) => {
  const account = await anAccount(ada, { production: 15 });
  await join(account, max, 'member');
  const { id } = account.environments.production;
  const serviceAccounts = `${account.path}/service-accounts` as const;
  const pipeline = await ada.call<{ id: string; secret: string }>(`POST ${serviceAccounts}`, {
    name: 'GitHub Actions',
    role: 'admin',
  });
  await call(berth, pipeline.secret, `PATCH ${account.path}/environments/${id}`, { maxConcurrentCalls: 12 });
  await call(berth, pipeline.secret, `POST ${account.path}/environments/${id}/api-keys/rotate`, {});
  const did = [
    'The service account GitHub Actions rotated the API key of production',
    'The service account GitHub Actions changed the environment production',
  ];

  const page = await ada.opens('/settings/service-accounts');
  const events = table(page, 'Activity').getByRole('rowheader');
  await choose(page, 'Actions for GitHub Actions', 'Show its activity');
  await expect(events).toHaveText(did);
  await expect(page.getByRole('button', { name: 'Who GitHub Actions' })).toBeVisible();
  await expectAccessible(page);
  await page.goto(`/${account.id}/${id}/api-keys`);
  await expect(table(page, 'API keys').getByText('GitHub Actions')).toBeVisible();

  await ada.call(`DELETE ${serviceAccounts}/${pipeline.id}`);
  await page.goto(`/settings/activity?actorId=${pipeline.id}`);
  await expect(events).toHaveText(did);
  await expect(page.getByRole('button', { name: 'Who GitHub Actions' })).toBeVisible();
  const theirs = await max.opens('/settings/activity');
  await expect(
    table(theirs, 'Activity')
      .getByRole('rowheader')
      .filter({ hasText: /^The service/ }),
  ).toHaveText(did);
});
