import { budget } from '../../bench/console/budget.ts';
import { aCampaign, anAccount, call, join } from './api.ts';
import { oneByOne, shiftsOf, watchShifts } from './layout-shift.ts';
import { expect, test } from './test.ts';

const windows = {
  desktop: { width: 1280, height: 900 },
  telephone: { width: 390, height: 844 },
};

for (const [device, size] of Object.entries(windows)) {
  test(`nothing moves while a page loads, whatever arrives first: ${device}`, async ({
    berth,
    aPerson,
    ada,
  }) => {
    const grace = await aPerson('Grace Hopper');
    const account = await anAccount(ada, { production: 5 });
    await join(account, grace, 'member');
    const { id, secret } = account.environments.production;
    const { campaignId, agentId } = await aCampaign(account, id);
    for (let index = 0; index < 4; index += 1)
      await call(berth, secret, 'POST /v1/calls', { id: `call-${index}`, agentId });
    await call(berth, secret, 'DELETE /v1/calls/call-0');
    // Five starts for three free slots, because refused starts have a chart of their own.
    for (let index = 4; index < 9; index += 1)
      await call(berth, secret, 'POST /v1/calls', { id: `call-${index}` }).catch(() => {});

    const page = await ada.opens(`/${account.id}/${id}/calls`);
    await expect(page.getByText('Running now')).toBeVisible();
    await page.setViewportSize(size);
    await watchShifts(page.context());
    const allCame = await oneByOne(page);
    const { items } = await ada.call<{ items: { id: string; name: string }[] }>(
      `GET ${account.path}/environments`,
    );
    const unused = items.find(({ name }) => name === 'default')?.id ?? '';
    const pages = {
      [`${id}/calls`]: 'call-3',
      [`${unused}/calls`]: 'No call is running in default.',
      [`${id}/history`]: 'call-0',
      [`${id}/campaigns/${campaignId}`]: 'Upload contacts',
      [`${id}/api-keys`]: 'Get an API key',
      'settings/environments': 'All environments',
      'settings/users': grace.email,
      'settings/account': 'Close Acme',
    };
    for (const [path, text] of Object.entries(pages)) {
      await page.goto(`/${account.id}/${path}`);
      await expect(page.getByText(text).first()).toBeVisible();
      await allCame();
      const shifts = await shiftsOf(page);
      const sum = shifts.reduce((total, { value }) => total + value, 0);
      expect(sum, `${path}: ${JSON.stringify(shifts, null, 2)}`).toBeLessThanOrEqual(budget.layoutShift);
    }
  });
}
