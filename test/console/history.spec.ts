import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { aCampaign, anAccount, call } from './api.ts';
import { goTo, pick, press, row, switchTo, table } from './page.ts';
import { expect, test } from './test.ts';

/** A sweep removes expired calls and the stream reports it, which both take a while on a busy machine. */
const SOON = { timeout: 60_000 };

const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

test('ended calls are in the history and the reports of their own environment only, as the filters and the files say', async ({
  berth,
  ada,
}) => {
  const account = await anAccount(ada, { production: 1 });
  const production = account.environments.production.id;
  const secret = account.environments.production.secret;
  const { campaignId, e164 } = await aCampaign(account, production);
  await ada.call(`PATCH ${account.path}/environments/${production}/campaigns/${campaignId}`, {
    status: 'running',
  });
  const start = async (id: string, body: object) => call(berth, secret, 'POST /v1/calls', { id, ...body });
  await start('offer', { campaignId });
  await expect(start('one-too-many', {})).rejects.toThrow('concurrency_limit_reached');
  await call(berth, secret, 'DELETE /v1/calls/offer');
  await start('lost', { direction: 'inbound', leaseSeconds: 10 });

  const page = await ada.opens('/history');
  // Wide enough for every column.
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(page.getByText('No call has ended in the last 7 days.')).toBeVisible();
  await expect
    .poll(
      async () => (await call<{ items: object[] }>(berth, secret, 'GET /v1/calls?status=ended')).items,
      SOON,
    )
    .toHaveLength(2);
  await switchTo(page, 'production');
  const calls = table(page, 'Ended calls').getByRole('rowheader');
  await expect(calls).toHaveText(['lost', 'offer']);
  await expect(row(page, 'Ended calls', 'offer')).toContainText(`OutboundEndedFront desk${e164}Spring offer`);
  await expect(row(page, 'Ended calls', 'lost')).toContainText('10 sInboundExpired–––');
  await press(page, 'Expired');
  await expect(page.getByText('Its lease expired: no heartbeat came in time.')).toBeVisible();
  await expectAccessible(page);

  // A file that comes in as many parts as there are calls is still one file.
  await page.route(/exports\/calls/, async (route) =>
    route.continue({ url: `${route.request().url()}&limit=1` }),
  );
  const columns =
    'id,environmentId,status,direction,agentId,numberId,campaignId,reference,startedAt,endedAt,durationSeconds,outcome,endReason';
  const lost = new RegExp(`^lost,${production},ended,inbound,,,,,2\\S+Z,2\\S+Z,10,expired,$`);
  const week = `${daysAgo(6)}-to-${daysAgo(0)}`;
  expect(await exported(page, `production-calls-${week}.csv`)).toEqual([
    columns,
    expect.stringMatching(lost),
    expect.stringMatching(/^offer,.*,ended,$/),
  ]);
  await press(page, 'Outcome');
  await page.getByRole('option', { name: /^Expired/ }).click();
  await expect(calls).toHaveText(['lost']);
  expect(await exported(page, `production-calls-${week}.csv`)).toEqual([
    columns,
    expect.stringMatching(lost),
  ]);
  await pick(page, page.locator('body'), 'Outcome', 'Any outcome');
  await pick(page, page.locator('body'), 'Direction', 'Inbound');
  await expect(calls).toHaveText(['lost']);
  await pick(page, page.locator('body'), 'Direction', 'Both directions');
  await pick(page, page.locator('body'), 'Campaign', 'Spring offer');
  await expect(calls).toHaveText(['offer']);
  await press(page, 'Custom');
  await page.getByLabel('To', { exact: true }).fill(daysAgo(-2));
  await expect(page.getByText('This day is in the future.')).toBeVisible();
  await page.getByLabel('To', { exact: true }).fill(daysAgo(9));
  await expect(page.getByText('This is before the first day.')).toBeVisible();
  await expect(calls).toHaveText(['offer']);
  await page.getByLabel('From', { exact: true }).fill(daysAgo(9));
  await expect(page.getByText('No calls match these filters.')).toBeVisible();

  await goTo(page, 'Reports');
  const totals = page.locator('dl');
  await expect(totals).toContainText('Calls started21 expired');
  await expect(totals).toContainText('Starts refused1', SOON);
  await expect(totals).toContainText('Peak1The limit is now 1', SOON);
  await expect(
    page.getByRole('table', { name: 'Calls by the day', exact: true }).getByRole('row'),
  ).toHaveCount(1 + 7);
  await expect(page.getByRole('table', { name: 'the limit is 1' })).toHaveCount(1);
  await expectAccessible(page);
  await press(page, '30 days');
  await page.getByRole('button', { name: 'Hour', exact: true }).click();
  await expect(page.getByRole('table', { name: 'Minutes in steps of 4 hours' })).toBeAttached();
  await expect(totals).toContainText('Calls started21 expired');

  await press(page, 'Whole account');
  await expect(row(page, 'Usage by environment', 'production')).toContainText('2100%');
  await expect(row(page, 'Usage by environment', 'default')).toContainText('00%');
  await press(page, 'Custom');
  const first = daysAgo(40);
  await page.getByLabel('From', { exact: true }).fill(first);
  await expect(page.getByRole('button', { name: 'Hour', exact: true })).toBeDisabled();
  await expectAccessible(page);
  const [names = '', ...days] = await exported(page, `Acme-usage-${first}-to-${daysAgo(0)}.csv`);
  expect(names).toBe('at,started,refused,expired,minutes,peak');
  expect(days[0]).toBe(`${first}T00:00:00.000Z,0,0,0,0,0`);
  expect(days.reduce((sum, line) => sum + Number(line.split(',')[1]), 0)).toBe(2);

  await switchTo(page, 'default');
  await expect(page.getByText('No calls in this period.')).toBeVisible();
  await goTo(page, 'History');
  await expect(page.getByText('No call has ended in the last 7 days.')).toBeVisible();
  await expect(table(page, 'Ended calls').getByRole('columnheader', { name: 'Reference' })).toHaveCount(0);
});

test('a call is found by its reference: in the history, in the file of it, and with Find', async ({
  berth,
  ada,
}) => {
  const account = await anAccount(ada, { production: 2 });
  const { id: production, secret } = account.environments.production;
  for (const body of [{ id: 'offer', reference: 'CRM-77' }, { id: 'other' }]) {
    await call(berth, secret, 'POST /v1/calls', body);
    await call(berth, secret, `DELETE /v1/calls/${body.id}`);
  }
  const ended = async () => call<{ items: object[] }>(berth, secret, 'GET /v1/calls?status=ended');
  await expect.poll(async () => (await ended()).items, SOON).toHaveLength(2);
  const page = await ada.opens(`/${account.id}/${production}/history`);
  const calls = table(page, 'Ended calls').getByRole('rowheader');
  await expect(calls).toHaveText(['other', 'offer']);
  await expect(row(page, 'Ended calls', 'offer')).toContainText('CRM-77');

  const reference = page.getByLabel('Reference', { exact: true });
  await reference.fill('CRM-77');
  await page.keyboard.press('Enter');
  await expect(calls).toHaveText(['offer']);
  await expect(page).toHaveURL(/reference=CRM-77/);
  await expectAccessible(page);
  const [, ...lines] = await exported(page, `production-calls-${daysAgo(6)}-to-${daysAgo(0)}.csv`);
  expect(lines).toEqual([expect.stringMatching(/^offer,/)]);
  await reference.fill('two words');
  await expect(page.getByText('At most 128 characters, without spaces.')).toBeVisible();

  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find' }).fill('CRM-77');
  await page.getByRole('option', { name: 'Look for the ID “CRM-77”' }).click();
  await expect(page).toHaveURL(new RegExp(`/${production}/calls/offer$`));
});

test('a bar of a report leads to its calls: by a click, by Enter and by a link, with the outcome of the part', async ({
  berth,
  ada,
}) => {
  const account = await anAccount(ada, { production: 2 });
  const { id: production, secret } = account.environments.production;
  await call(berth, secret, 'POST /v1/calls', { id: 'offer' });
  await call(berth, secret, 'DELETE /v1/calls/offer');
  const ended = async () => call<{ items: object[] }>(berth, secret, 'GET /v1/calls?status=ended');
  await expect.poll(async () => (await ended()).items, SOON).toHaveLength(1);
  const page = await ada.opens(`/${account.id}/${production}/calls`);
  await expect(page.getByText('Running now')).toBeVisible();
  // One of two calls expired, without the wait.
  await page.route(/\/usage\?/, async (route) => {
    const response = await route.fetch();
    const usage = (await response.json()) as { items: object[]; totals: object };
    const counts = { started: 2, expired: 1 };
    const items = usage.items.map((item, index) =>
      index === usage.items.length - 1 ? { ...item, ...counts } : item,
    );
    return route.fulfill({ response, json: { ...usage, items, totals: { ...usage.totals, ...counts } } });
  });
  await page.goto(`/${account.id}/${production}/reports?days=7`);
  const chart = page.locator('.bar-chart').first();
  const link = chart.getByRole('link', { name: 'Show calls' });
  const part = (colour: string) => chart.locator(`[fill="var(--${colour})"]`).last();
  const calls = table(page, 'Ended calls').getByRole('rowheader');
  const today = daysAgo(0);

  await part('peak').hover({ force: true });
  await expect(link).toBeVisible();
  await expect(chart.locator('svg').first()).toHaveCSS('cursor', 'pointer');
  await expectAccessible(page);
  await part('peak').hover({ force: true });
  await expect(link).toBeVisible();
  await part('peak').click({ force: true });
  await expect(page).toHaveURL(new RegExp(`/history\\?from=${today}&to=${today}$`));
  await expect(calls).toHaveText(['offer']);

  await page.goBack();
  await part('expired').hover({ force: true });
  await expect(link).toBeVisible();
  await part('expired').click({ force: true });
  await expect(page).toHaveURL(new RegExp(`/history\\?from=${today}&to=${today}&outcome=expired$`));
  await expect(page.getByText('No calls match these filters.')).toBeVisible();

  await page.goto(`/${account.id}/${production}/reports?days=1&by=hour`);
  await part('peak').hover({ force: true });
  await link.click();
  await expect(page).toHaveURL(/\/history\?since=\S+%3A00%3A00.000Z&until=\S+%3A00%3A00.000Z$/);
  await expect(page.getByRole('button', { name: /^\d+ \w+ \d\d:00–/ })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await expect(calls).toHaveText(['offer']);
  await expectAccessible(page);

  await page.goBack();
  await expect(part('peak')).toBeAttached();
  await page.getByRole('button', { name: 'Day', exact: true }).focus();
  await page.keyboard.press('Tab');
  while ((await link.count()) === 0) {
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowLeft');
  }
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/history\?since=/);
});

/** The lines of the file that the page downloads. */
async function exported(page: Page, fileName: string): Promise<string[]> {
  const downloading = page.waitForEvent('download');
  await press(page, 'Export CSV');
  const download = await downloading;
  expect(download.suggestedFilename()).toBe(fileName);
  await expect(page.getByText(`${fileName} is downloaded`)).toBeVisible();
  await press(page, 'Dismiss');
  return (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n');
}
