import type { Page } from '@playwright/test';
import { anAccount, call } from './api.ts';
import { dialog } from './page.ts';
import { expect, test } from './test.ts';

/** Elements that could move: a rule that allows it is enough, even when they do not at this moment. */
async function moving(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const seconds = (durations: string) =>
      Math.max(...durations.split(',').map((text) => Number.parseFloat(text)));
    return [...document.querySelectorAll('*')].flatMap((element) =>
      [undefined, '::before', '::after'].flatMap((part) => {
        const { animationName, animationDuration, transitionDuration } = getComputedStyle(element, part);
        const moves =
          (animationName !== 'none' && seconds(animationDuration) > 0) || seconds(transitionDuration) > 0;
        return moves ? [`${element.tagName}.${element.getAttribute('class')} ${part ?? ''}`] : [];
      }),
    );
  });
}

/** A spinner turns while something loads, because it says so. */
const expectStill = async (page: Page): Promise<void> => expect.poll(async () => moving(page)).toEqual([]);

test('a person who prefers reduced motion sees no animation on the quay, in a dialog or in a menu', async ({
  berth,
  ada,
}) => {
  const account = await anAccount(ada, { production: 5 });
  const { id, secret } = account.environments.production;
  await call(berth, secret, 'POST /v1/calls', { id: 'call-1' });
  const page = await ada.opens(`/${account.id}/${id}/calls`);
  await expect(page.getByText('call-1')).toBeVisible();
  await expectStill(page);
  await page.goto(`/${account.id}/settings/environments`);
  await expect(page.getByText('1 of 5').first()).toBeVisible();
  await expectStill(page);
  await page.getByRole('button', { name: 'Create Environment' }).click();
  await expect(dialog(page, 'Create Environment')).toBeVisible();
  await expectStill(page);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Actions for production' }).click();
  await expect(page.getByRole('menuitem', { name: 'Edit' })).toBeVisible();
  await expectStill(page);

  // Without the preference the ships do move, so the test above can find them.
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  expect((await moving(page)).join(' ')).toContain('slip');
});
