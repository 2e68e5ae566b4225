import { expectAccessible } from './accessible.ts';
import { anAccount, call, join } from './api.ts';
import { chosen, opened, press, row } from './page.ts';
import { expect, test } from './test.ts';

test('an Admin pauses an environment and resumes it: every page of it says so, and calls start again', async ({
  berth,
  ada,
}) => {
  const account = await anAccount(ada, { production: 5 });
  const { id, secret } = account.environments.production;
  await call(berth, secret, 'POST /v1/calls', { id: 'running' });
  const page = await ada.opens(`/${account.id}/settings/environments`);

  const pause = await chosen(page, 'Actions for production', 'Pause', 'Pause production');
  await expect(pause.getByText('The call that is running continues.')).toBeVisible();
  await expect(pause.getByText('It keeps its 5 concurrent calls of the plan.')).toBeVisible();
  await expectAccessible(page);
  await press(pause, 'Pause environment');
  await expect(page.getByText('production is paused')).toBeVisible();
  await expect(row(page, 'Environments', 'production').getByText('Paused')).toBeVisible();
  await expect(call(berth, secret, 'POST /v1/calls', {})).rejects.toThrow('environment_paused');

  for (const section of ['calls', 'agents', 'api-keys', 'settings']) {
    await page.goto(`/${account.id}/${id}/${section}`);
    await expect(page.getByText('New calls are rejected until an Admin resumes it.')).toBeVisible();
  }
  await expect(page.getByRole('button', { name: 'Environment production (paused)' })).toBeVisible();
  await page.goto(`/${account.id}/${id}/calls`);
  await expect(page.getByText('Paused: no calls can start')).toBeVisible();
  await expectAccessible(page);
  await page.goto(`/${account.id}/settings/users`);
  await expect(page.getByText(ada.email)).toBeVisible();
  await expect(page.getByText('New calls are rejected until an Admin resumes it.')).toHaveCount(0);

  await page.goto(`/${account.id}/${id}/calls`);
  await press(await opened(page, 'Resume', 'Resume production'), 'Resume environment');
  await expect(page.getByText('production accepts calls again')).toBeVisible();
  await expect(page.getByText('New calls are rejected until an Admin resumes it.')).toHaveCount(0);
  await call(berth, secret, 'POST /v1/calls', { id: 'another' });
});

test('a Member sees that an environment is paused, and why they can not resume it', async ({ ada, max }) => {
  const account = await anAccount(ada, { production: 5 });
  const { id } = account.environments.production;
  await ada.call(`PATCH ${account.path}/environments/${id}`, { paused: true });
  await join(account, max, 'member');
  const page = await max.opens(`/${account.id}/${id}/calls`);
  await expect(page.getByText('production is paused')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Resume' })).toBeDisabled();
});
