import { expectAccessible } from './accessible.ts';
import { anAccount, call } from './api.ts';
import { fill, opened, press, row } from './page.ts';
import { expect, test } from './test.ts';

const SETTINGS = '/settings/environments';

test('the quay moves with the calls, and shows the state of each slot by its form, also without colours', async ({
  berth,
  ada,
}) => {
  const account = await anAccount(ada, { production: 5 });
  const secret = account.environments.production.secret;
  const page = await ada.opens('/settings/environments');
  await expect(
    page.getByRole('img', {
      name: 'Of 40 concurrent calls, 25 are allocated, 0 are in use and 15 are not allocated.',
    }),
  ).toBeVisible();
  await call(berth, secret, 'POST /v1/calls', { leaseSeconds: 3600 });
  await expect(
    page.getByRole('img', {
      name: 'Of 40 concurrent calls, 25 are allocated, 1 are in use and 15 are not allocated.',
    }),
  ).toBeVisible();
  const pier = page.locator('.pier', { hasText: 'production' });
  await expect(pier).toContainText('1 of 5: 1 running, 4 free');
  await expect(pier.locator('.slip')).toHaveCount(5);
  await expect(pier.locator('.slip.taken')).toHaveCount(1);
  await page.emulateMedia({ forcedColors: 'active' });
  const shipIn = async (slip: string) =>
    pier
      .locator(slip)
      .first()
      .evaluate((element) => {
        const { opacity, backgroundColor } = getComputedStyle(element, '::before');
        return opacity !== '0' && backgroundColor !== getComputedStyle(document.body).backgroundColor;
      });
  expect([await shipIn('.slip.taken'), await shipIn('.slip.free')]).toEqual([true, false]);
});

test('a reallocation moves slots in one step, after a dry run that changes nothing', async ({ ada }) => {
  const account = await anAccount(ada, { production: 20 });
  const limits = async () => {
    const { items } = await ada.call<{ items: { maxConcurrentCalls: number }[] }>(
      `GET ${account.path}/environments`,
    );
    return items.map(({ maxConcurrentCalls }) => maxConcurrentCalls);
  };
  const page = await ada.opens(SETTINGS);
  const reallocate = await opened(page, 'Reallocate', 'Reallocate concurrent calls');
  await press(reallocate, 'One more for production');
  await expect(reallocate.getByText('41 of 40 allocated, 1 more than the plan allows')).toBeVisible();
  await press(reallocate, 'Dry run');
  await expect(reallocate.getByRole('alert')).toContainText(
    'It would be refused: Only 0 of 40 calls are unallocated.',
  );
  await expectAccessible(page);

  await fill(reallocate, {
    'Max Concurrent Calls of default': '15',
    'Max Concurrent Calls of production': '25',
  });
  await press(reallocate, 'Dry run');
  await expect(reallocate.getByText('The API agrees: 40 of 40 would be allocated.')).toBeVisible();
  expect(await limits()).toEqual([20, 20]);
  await expectAccessible(page);

  await press(reallocate, 'Save all');
  await expect(page.getByText('default: 20 → 15, production: 20 → 25')).toBeVisible();
  await expect(
    row(page, 'Environments', 'production').getByRole('gridcell', { name: '25', exact: true }),
  ).toBeVisible();
  expect(await limits()).toEqual([15, 25]);
});
