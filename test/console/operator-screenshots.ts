import type { Page } from '@playwright/test';
import type { Berth } from '../../local/berth.ts';
import { demoPeople } from '../../local/demo-people.ts';
import { otherAccounts } from './other-accounts.ts';
import { chooseLook, dialog, row } from './page.ts';

/** What operators see, and what an Admin sees of their actions. It comes last, because it suspends the demo's account. */
export async function operatorPages(
  berth: Berth,
  open: () => Promise<Page>,
  shoot: (page: Page, name: string) => Promise<void>,
): Promise<void> {
  await otherAccounts(berth);
  const page = await open();
  await page.goto('/');
  await page.getByRole('button', { name: demoPeople.operator.email }).click();
  await row(page, 'Accounts', 'Old Mill Bakery').waitFor();
  await shoot(page, 'operator');
  await row(page, 'Accounts', 'Acme').getByRole('link').click();
  await row(page, 'Environments', 'production').waitFor();
  await shoot(page, 'operator-account');
  await page.getByRole('button', { name: 'Set plan' }).click();
  const plan = dialog(page, 'Set the plan of Acme');
  await plan.getByLabel('Max Concurrent Calls').fill('30');
  await plan.getByText('than this plan would allow').waitFor();
  await shoot(page, 'operator-plan');
  await plan.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await page.getByRole('button', { name: 'Suspend' }).click();
  const suspend = dialog(page, 'Suspend Acme');
  await suspend.getByLabel('Reason').fill('Unpaid since October');
  await shoot(page, 'operator-suspend');
  await suspend.getByRole('button', { name: 'Suspend account' }).click();
  await page.getByRole('button', { name: 'Resume' }).waitFor();

  const admin = await open();
  await admin.goto('/settings/environments');
  await admin.getByRole('button', { name: demoPeople.admin.email }).click();
  await admin.getByText('Unpaid since October').waitFor();
  await admin.getByText('9 of 16').first().waitFor();
  await chooseLook(admin, 'Dark');
  await shoot(admin, 'suspended-dark');
}
