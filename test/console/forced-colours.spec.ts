import { aCampaign, anAccount, call } from './api.ts';
import { expect, test } from './test.ts';

test('in forced colours the main pages show everything', async ({ berth, ada }) => {
  const account = await anAccount(ada, { production: 5 });
  const { id, secret } = account.environments.production;
  const { campaignId } = await aCampaign(account, id);
  await call(berth, secret, 'POST /v1/calls', { id: 'call-1' });
  const page = await ada.opens(`/${account.id}/${id}/calls`);
  await page.emulateMedia({ forcedColors: 'active' });
  const pages = {
    [`${id}/calls`]: 'call-1',
    [`${id}/history`]: 'No call has ended in the last 7 days.',
    [`${id}/campaigns/${campaignId}`]: 'Spring offer has no contacts yet',
    'settings/environments': 'All environments',
    'settings/users': ada.email,
  };
  for (const [path, text] of Object.entries(pages)) {
    await page.goto(`/${account.id}/${path}`);
    await expect(page.getByText(text).first()).toBeVisible();
  }
  await page.goto(`/${account.id}/${id}/calls`);
  const bar = page.locator('.bar-chart rect').filter({ visible: true }).first();
  await expect(bar).toBeVisible();
  // A fill in the page's own colour would be invisible as a bar.
  const [fill, ground] = await bar.evaluate((element) => [
    getComputedStyle(element).fill,
    getComputedStyle(document.body).backgroundColor,
  ]);
  expect(fill).not.toBe(ground);
});
