import { expectAccessible } from './accessible.ts';
import { aCampaign, anAccount, aNumber, call } from './api.ts';
import { opened, press, row, selectable, table } from './page.ts';
import { expect, test } from './test.ts';

/** As much as an account may have, with the longest names. */
const names = Array.from({ length: 39 }, (_, index) => `${'environment-'.repeat(5)}${index + 10}`.slice(-64));

test('forty environments with the longest names fit on the page and in its dialogs, also at 200 % and 400 %', async ({
  ada,
}) => {
  await anAccount(ada, Object.fromEntries(names.map((name) => [name, 0])));
  const page = await ada.opens('/settings/environments');
  await expect(page.getByText('(40)')).toBeVisible();
  await expect(table(page, 'Environments').getByRole('rowheader')).toHaveCount(20);
  expect(await selectable(page)).toHaveLength(40);

  // Zoom reduces a window of 1280 pixels to half of them, or a quarter.
  for (const width of [1280, 640, 320]) {
    await page.setViewportSize({ width, height: 800 });
    const isAsWide = async () => page.evaluate(() => document.documentElement.scrollWidth);
    await expect.poll(isAsWide, `the page, ${width} px`).toBe(width);
    const reallocate = await opened(page, 'Reallocate', 'Reallocate concurrent calls');
    await expect(reallocate.getByRole('button', { name: 'Cancel' })).toBeInViewport();
    const edge = await reallocate.evaluate((element) => element.getBoundingClientRect().right);
    expect(edge, `the dialog, ${width} px`).toBeLessThanOrEqual(width);
    await press(reallocate, 'Cancel');
    await expect(reallocate).toHaveCount(0);
  }
  await expectAccessible(page);
});

test('no column of the history or of an account report is cut at 1360 pixels', async ({ berth, ada }) => {
  const account = await anAccount(ada, { production: 5 });
  const { id, secret } = account.environments.production;
  const { campaignId } = await aCampaign(account, id);
  await ada.call(`PATCH ${account.path}/environments/${id}/campaigns/${campaignId}`, {
    name: 'Appointments of this week',
    status: 'running',
  });
  await call(berth, secret, 'POST /v1/calls', { id: 'call-12345', campaignId });
  await call(berth, secret, 'DELETE /v1/calls/call-12345');
  const page = await ada.opens(`/${account.id}/${id}/history`);
  await page.setViewportSize({ width: 1360, height: 860 });
  const cut = async (name: string) =>
    table(page, name).evaluate((element) => element.scrollWidth - (element.parentElement?.clientWidth ?? 0));
  await expect(row(page, 'Ended calls', 'Appointments of this week')).toBeVisible();
  expect(await cut('Ended calls')).toBeLessThanOrEqual(0);
  await page.goto(`/${account.id}/${id}/reports?scope=account`);
  await expect(row(page, 'Usage by environment', 'production')).toBeVisible();
  expect(await cut('Usage by environment')).toBeLessThanOrEqual(0);
});

test('the main pages fit at 200 % and at 400 % zoom', async ({ berth, ada }) => {
  const account = await anAccount(ada, { production: 5 });
  const { id, secret } = account.environments.production;
  const { campaignId } = await aCampaign(account, id);
  await call(berth, secret, 'POST /v1/calls', { id: 'call-1' });
  const page = await ada.opens(`/${account.id}/${id}/calls`);
  const pages = {
    [`${id}/calls`]: 'call-1',
    [`${id}/history`]: 'No call has ended in the last 7 days.',
    [`${id}/reports`]: 'Calls started',
    [`${id}/campaigns/${campaignId}`]: 'Spring offer has no contacts yet',
    [`${id}/api-keys`]: 'Get an API key',
    'settings/users': ada.email,
    'settings/activity': 'created the campaign',
    'settings/account': 'Leave the account',
  };
  for (const [path, text] of Object.entries(pages)) {
    await page.goto(`/${account.id}/${path}`);
    for (const width of [640, 320]) {
      await page.setViewportSize({ width, height: 800 });
      await expect(page.getByText(text).filter({ visible: true }).first()).toBeVisible();
      const isAsWide = async () => page.evaluate(() => document.documentElement.scrollWidth);
      await expect.poll(isAsWide, `${path}, ${width} px`).toBe(width);
    }
  }
});

test('no page scrolls sideways on a phone, even where every name is one word of 64 letters', async ({
  berth,
  ada,
}) => {
  const word = 'Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbe';
  const account = await anAccount(ada, { [word]: 5 }, word);
  const { id, secret } = Object.values(account.environments)[0] ?? { id: '', secret: '' };
  const make = async (what: string, body: object) =>
    (await ada.call<{ id: string }>(`POST ${account.path}/environments/${id}/${what}`, body)).id;
  const agentId = await make('agents', { name: word, description: word, greeting: word, prompt: word });
  const numberId = await make('numbers', { e164: aNumber(), label: word, inboundAgentId: agentId });
  const campaignId = await make('campaigns', { name: word, agentId, numberId });
  await ada.call(`PATCH ${account.path}/environments/${id}/campaigns/${campaignId}`, { status: 'running' });
  await make('webhooks', {
    url: `https://${word.slice(0, 60)}.com`,
    description: word,
    events: ['call.ended'],
  });
  await call(berth, secret, 'POST /v1/calls', { id: word, campaignId, reference: word });
  await ada.call(`POST ${account.path}/service-accounts`, { name: word, role: 'member', expiresAt: null });
  const page = await ada.opens(`/${account.id}/${id}/calls`);
  await page.setViewportSize({ width: 390, height: 844 });
  const ofEnvironment = [
    'calls',
    'history',
    'reports',
    'agents',
    'numbers',
    'campaigns',
    'api-keys',
    'webhooks',
  ];
  const ofOne = [`agents/${agentId}`, `numbers/${numberId}`, `campaigns/${campaignId}`, `calls/${word}`];
  const ofAccount = ['environments', 'users', 'service-accounts', 'activity', 'account', 'profile'];
  for (const path of [
    ...[...ofEnvironment, ...ofOne, 'environment-settings'].map((of) => `${id}/${of}`),
    ...ofAccount.map((of) => `settings/${of}`),
  ]) {
    await page.goto(`/${account.id}/${path}`);
    await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator('.skeleton')).toHaveCount(0);
    const wider = async () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    await expect.poll(wider, path).toBeLessThanOrEqual(0);
  }
});
