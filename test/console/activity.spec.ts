import { readFile } from 'node:fs/promises';
import { expectAccessible } from './accessible.ts';
import { anAccount, call, join } from './api.ts';
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
