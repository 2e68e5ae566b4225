import { expectAccessible } from './accessible.ts';
import { anAccount } from './api.ts';
import { opened, press, selectable, table } from './page.ts';
import { expect, test } from './test.ts';

/** As much as an account may have, with names as long as they may be. */
const names = Array.from({ length: 39 }, (_, index) => `${'environment-'.repeat(5)}${index + 10}`.slice(-64));

test('forty environments with the longest names fit on the page and in its dialogs, at 200 % and at 400 % too', async ({
  ada,
}) => {
  await anAccount(ada, Object.fromEntries(names.map((name) => [name, 0])));
  const page = await ada.opens('/settings/environments');
  await expect(page.getByText('(40)')).toBeVisible();
  await expect(table(page, 'Environments').getByRole('rowheader')).toHaveCount(20);
  expect(await selectable(page)).toHaveLength(40);

  // A zoom leaves a window of 1280 pixels half of them, or a quarter.
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
