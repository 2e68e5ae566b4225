import { expectAccessible } from './accessible.ts';
import { aPerson, anAccount, call, type Environment } from './api.ts';
import { table } from './page.ts';
import { expect, test } from './test.ts';

test('the activity says who changed what, from what to what, under which request id; filters narrow it', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  const account = await anAccount(berth, ada, { environments: { production: { maxConcurrentCalls: 15 } } });
  const { id } = account.environments['production'] as Environment;
  await call(berth, ada.token, `PATCH ${account.path}/environments/${id}`, { maxConcurrentCalls: 12 });
  await call(berth, ada.token, `POST ${account.path}/environments/${id}/api-keys/rotate`, {});
  const page = await signedIn(ada, '/settings/activity');
  const events = table(page, 'Activity').getByRole('rowheader');
  await expect(events).toHaveText([
    `${ada.email} rotated the API key of production`,
    `${ada.email} changed the environment production`,
    `${ada.email} created the environment production`,
    `${ada.email} created the account Acme`,
  ]);
  const { items } = await call<{ items: { action: string; requestId: string }[] }>(
    berth,
    ada.token,
    `GET ${account.path}/audit-events?action=environment.updated`,
  );
  const changed = table(page, 'Activity').getByRole('row').filter({ hasText: 'changed the environment' });
  await expect(changed).toContainText('max concurrent calls15 → 12');
  await expect(changed).toContainText(items[0]?.requestId ?? 'a request id');
  await expectAccessible(page);

  await page.getByLabel('What').click();
  await page.getByRole('option', { name: 'Environment created' }).click();
  await expect(events).toHaveText([`${ada.email} created the environment production`]);
  await page.getByRole('button', { name: 'default' }).and(page.locator('[aria-pressed]')).click();
  await expect(page.getByText('No activity matches.')).toBeVisible();
});
