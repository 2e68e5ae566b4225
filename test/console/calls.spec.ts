import { expectAccessible } from './accessible.ts';
import { aCampaign, anAccount, call } from './api.ts';
import { press, row, switchTo, table } from './page.ts';
import { expect, test } from './test.ts';

test('live calls appear on the page and disappear by themselves, with the figures of their environment', async ({
  berth,
  ada,
}) => {
  const account = await anAccount(ada, { production: 2 });
  const production = account.environments.production.id;
  const secret = account.environments.production.secret;
  const { campaignId, agentId, e164 } = await aCampaign(account, production);
  await ada.call(`PATCH ${account.path}/environments/${production}/campaigns/${campaignId}`, {
    status: 'running',
  });
  const page = await ada.opens();
  await expect(page.getByText('No call is running in default.')).toBeVisible();
  await switchTo(page, 'production');
  await expect(page.getByText('No call is running in production.')).toBeVisible();

  await call(berth, secret, 'POST /v1/calls', {
    id: 'first',
    direction: 'inbound',
    agentId,
    leaseSeconds: 3600,
  });
  // Wide enough for every column.
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(row(page, 'Live calls', 'first')).toContainText('InboundFront desk––');
  await expect(page.getByText('1 of 2')).toBeVisible();
  await call(berth, secret, 'POST /v1/calls', { id: 'second', campaignId, leaseSeconds: 3600 });
  await expect(row(page, 'Live calls', 'second')).toContainText(`OutboundFront desk${e164}Spring offer`);
  await expect(call(berth, secret, 'POST /v1/calls', { id: 'third' })).rejects.toThrow(
    'concurrency_limit_reached',
  );
  await expect(page.getByText('2 of 2')).toBeVisible();
  await expectAccessible(page);

  await call(berth, secret, 'DELETE /v1/calls/first');
  await expect(row(page, 'Live calls', 'first')).toHaveCount(0);
  await expect(page.getByText('1 of 2')).toBeVisible();
  await row(page, 'Live calls', 'second').getByRole('link', { name: 'Spring offer' }).click();
  await expect(page.getByRole('heading', { name: 'Spring offer' })).toBeVisible();
});

test('a person can page through more calls than fit on one page', async ({ berth, ada }) => {
  const account = await anAccount(ada, { busy: 20 });
  const secret = account.environments.busy.secret;
  for (let index = 1; index <= 11; index += 1) {
    await call(berth, secret, 'POST /v1/calls', { id: `call-${index}`, leaseSeconds: 3600 });
  }
  const page = await ada.opens();
  await switchTo(page, 'busy');
  const calls = table(page, 'Live calls').getByRole('rowheader');
  await expect(calls).toHaveCount(10);
  await press(page, 'Next page');
  await expect(calls).toHaveCount(1);
  await press(page, 'Previous page');
  await expect(calls).toHaveCount(10);
});
