import { budget } from '../../bench/console/budget.ts';
import { firstPage } from '../../bench/console/first-page.ts';
import { anAccount } from './api.ts';
import { expect, signUp, test } from './test.ts';

test('the first page stays within its budget of bytes over the network', async ({ berth, browser, ada }) => {
  await anAccount(ada);
  const weighed = await firstPage(browser, berth.origin, async (page) => signUp(page, ada));
  expect(weighed.scriptBytes).toBeLessThanOrEqual(budget.scriptBytes);
  expect(weighed.styleBytes).toBeLessThanOrEqual(budget.styleBytes);
  expect(weighed.scriptBytes).toBeGreaterThan(50_000);
});
