import type { Locator, Page } from '@playwright/test';
import { aCampaign, anAccount, join, type Account } from './api.ts';
import { choose, dialog, main, row } from './page.ts';
import { expect, test, type Visitor } from './test.ts';

const LONG = 'https://hooks.eu-central-1.internal.acme-telephony.example.com/berth/v1/production/calls';
const all = ['call.started', 'call.ended', 'limit.near', 'limit.reached', 'environment.updated'];

/** An account with something in each list, and the id of a webhook in it. */
async function aFullAccount(ada: Visitor): Promise<{
  readonly account: Account<'production'>;
  readonly path: string;
  readonly webhookId: string;
  readonly campaignId: string;
}> {
  const account = await anAccount(ada, { production: 5 });
  const { id } = account.environments.production;
  const { campaignId } = await aCampaign(account, id);
  const webhooks = `${account.path}/environments/${id}/webhooks` as const;
  const bodies = [
    { url: LONG, description: 'Billing', events: ['call.started', 'call.ended'] },
    { url: `${LONG}/T0123456789/B0123456789`, events: ['limit.near', 'limit.reached'] },
    { url: 'https://warehouse.example.com/ingest', description: 'Data warehouse of analytics', events: all },
  ];
  let webhookId = '';
  for (const body of bodies) webhookId = (await ada.call<{ id: string }>(`POST ${webhooks}`, body)).id;
  await ada.call(`PATCH ${webhooks}/${webhookId}`, { enabled: false });
  await ada.call(`POST ${account.path}/service-accounts`, { name: 'Limits at night', role: 'admin' });
  await ada.call(`POST ${account.path}/invitations`, { email: 'alan@example.com', role: 'member' });
  return { account, path: `/${account.id}/${id}`, webhookId, campaignId };
}

/** How far each table of the page can be scrolled sideways, in pixels. */
const sideways = async (page: Page): Promise<number[]> =>
  main(page)
    .locator('.list')
    .evaluateAll((lists) =>
      lists.flatMap((list) =>
        [...list.querySelectorAll('*')]
          .filter((element) => ['auto', 'scroll'].includes(getComputedStyle(element).overflowX))
          .map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth),
      ),
    );

test('on a tablet and on a laptop the tables of all lists fit into their frame, with their actions', async ({
  ada,
}) => {
  const { account, path, webhookId } = await aFullAccount(ada);
  const page = await ada.opens(`${path}/agents`);
  const lists: [address: string, shows: Locator][] = [
    [`${path}/agents`, row(page, 'Agents', 'Front desk')],
    [`${path}/numbers`, row(page, 'Numbers', 'Main line')],
    [`${path}/campaigns`, row(page, 'Campaigns', 'Spring offer')],
    [`${path}/api-keys`, row(page, 'API keys', 'Active')],
    [`${path}/webhooks`, row(page, 'Webhooks', 'Billing')],
    [`${path}/webhooks/${webhookId}`, page.getByText('No deliveries.')],
    [`/${account.id}/settings/environments`, row(page, 'Environments', 'production')],
    [`/${account.id}/settings/users`, row(page, 'Invitations', 'alan@example.com')],
    [`/${account.id}/settings/service-accounts`, row(page, 'Service accounts', 'Limits at night')],
  ];
  for (const [address, shows] of lists) {
    await page.goto(address);
    for (const width of [820, 1024, 1110, 1280, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      await expect(shows.first()).toBeVisible();
      await expect
        .poll(async () => Math.max(0, ...(await sideways(page))), `${address} at ${width}`)
        .toBeLessThanOrEqual(1);
    }
  }
});

test('a webhook’s many events take two lines in the list, and a disabled one says so', async ({ ada }) => {
  const { path } = await aFullAccount(ada);
  const page = await ada.opens(`${path}/webhooks`);
  await page.setViewportSize({ width: 1440, height: 900 });
  const warehouse = row(page, 'Webhooks', 'Data warehouse of analytics');
  await expect(warehouse).toContainText('Disabled');
  await expect(warehouse.getByRole('listitem')).toHaveText(['call.started', /^and 4 more: call\./]);
  await expect(row(page, 'Webhooks', 'Billing').getByRole('listitem')).toHaveText([
    'call.started',
    'call.ended',
  ]);
});

test('on a phone many actions of a page are one menu, and the likely next step stays a button', async ({
  ada,
}) => {
  const { path, webhookId, campaignId } = await aFullAccount(ada);
  const page = await ada.opens(`${path}/webhooks/${webhookId}`);
  const content = main(page);
  for (const action of ['Edit', 'Rotate secret', 'Enable', 'Delete'])
    await expect(content.getByRole('button', { name: action, exact: true })).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(content.getByRole('button', { name: 'Edit' })).toHaveCount(0);
  await choose(page, 'Actions', 'Rotate secret');
  await expect(dialog(page, 'Rotate the secret of Data warehouse of analytics')).toBeVisible();
  await page.goto(`${path}/campaigns/${campaignId}`);
  await expect(content.getByRole('button', { name: 'Start' })).toBeVisible();
  await choose(page, 'Actions', 'Delete');
  await expect(dialog(page, 'Delete Spring offer')).toBeVisible();
});

test('the filters What and Who of the activity are beside each other at any width', async ({ ada }) => {
  const { account } = await aFullAccount(ada);
  const page = await ada.opens(`/${account.id}/settings/activity`);
  const top = async (name: RegExp) =>
    (await main(page).getByRole('button', { name }).boundingBox())?.y ?? Number.NaN;
  for (const width of [390, 820, 1024, 1280, 1440, 1680]) {
    await page.setViewportSize({ width, height: 900 });
    await expect(main(page).getByRole('button', { name: /^Who / })).toBeVisible();
    expect(await top(/^Who /), `${width} px`).toBe(await top(/^What /));
  }
});

test('a Member is told about read-only access only where there are actions of Admins', async ({
  ada,
  max,
}) => {
  const { account, path } = await aFullAccount(ada);
  await join(account, max, 'member');
  const page = await max.opens(`${path}/agents`);
  const note = page.locator('#member-note');
  const settings = `/${account.id}/settings`;
  for (const [address, title, isTold] of [
    [`${path}/agents`, 'Agents', true],
    [`${path}/history`, 'History', false],
    [`${path}/reports`, 'Reports', false],
    [`${path}/calls`, 'Calls', false],
    [`${settings}/environments`, 'Environments', true],
    [`${settings}/activity`, 'Activity', false],
    [`${settings}/service-accounts`, 'Service accounts', false],
    [`${settings}/profile`, 'Your profile', false],
  ] as const) {
    await page.goto(address);
    await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
    await expect(note, address).toHaveCount(isTold ? 1 : 0);
  }
});
