import { expectAccessible } from './accessible.ts';
import { aPerson, anAccount, call } from './api.ts';
import { dialog, row } from './page.ts';
import { expect, test } from './test.ts';

const SETTINGS = '/settings/environments';

test('the quay moves with the calls, and tells by form what each place is, also without colours', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  const account = await anAccount(berth, ada, { environments: { production: { maxConcurrentCalls: 5 } } });
  const secret = account.environments['production']?.secret ?? '';
  const page = await signedIn(ada, '/settings/environments');
  await expect(
    page.getByRole('img', {
      name: 'Of 40 concurrent calls, 25 are allocated, 0 are in use and 15 are free.',
    }),
  ).toBeVisible();
  await call(berth, secret, 'POST /v1/calls', { leaseSeconds: 3600 });
  await expect(
    page.getByRole('img', {
      name: 'Of 40 concurrent calls, 25 are allocated, 1 are in use and 15 are free.',
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

test('a reallocation moves slots in one step, after a dry run that changes nothing', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  const account = await anAccount(berth, ada, { environments: { production: { maxConcurrentCalls: 20 } } });
  const limits = async () => {
    const { items } = await call<{ items: { maxConcurrentCalls: number }[] }>(
      berth,
      ada.token,
      `GET ${account.path}/environments`,
    );
    return items.map(({ maxConcurrentCalls }) => maxConcurrentCalls);
  };
  const page = await signedIn(ada, SETTINGS);
  await page.getByRole('button', { name: 'Reallocate' }).click();
  const reallocate = dialog(page, 'Reallocate concurrent calls');
  await reallocate.getByRole('button', { name: 'One more for production' }).click();
  await expect(reallocate.getByText('41 of 40 allocated, 1 more than the plan allows')).toBeVisible();
  await reallocate.getByRole('button', { name: 'Dry run' }).click();
  await expect(reallocate.getByRole('alert')).toContainText(
    'It would be refused: Only 0 of 40 calls are unallocated.',
  );
  await expectAccessible(page);

  await reallocate.getByLabel('Max Concurrent Calls of default').fill('15');
  await reallocate.getByLabel('Max Concurrent Calls of production').fill('25');
  await reallocate.getByRole('button', { name: 'Dry run' }).click();
  await expect(reallocate.getByText('The API agrees: 40 of 40 would be allocated.')).toBeVisible();
  expect(await limits()).toEqual([20, 20]);
  await expectAccessible(page);

  await reallocate.getByRole('button', { name: 'Save all' }).click();
  await expect(page.getByText('default: 20 → 15, production: 20 → 25')).toBeVisible();
  await expect(
    row(page, 'Environments', 'production').getByRole('gridcell', { name: '25', exact: true }),
  ).toBeVisible();
  expect(await limits()).toEqual([15, 25]);
});
