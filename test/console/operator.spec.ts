import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { demoPeople } from '../../local/demo-people.ts';
import { expectAccessible, expectAccessibleMenu } from './accessible.ts';
import { anAccount, call, join, personAt, type Account, type Person } from './api.ts';
import { startBerth, type Berth } from './berth.ts';
import { closeMenu, dialog, fill, goTo, opened, press, row, table } from './page.ts';
import { expect, test as base } from './test.ts';
import { walked } from './walk.ts';

const wide = { width: 1280, height: 900 };

/** The demo data, with an operator among its people. */
const test = base.extend<{ operator: (path?: string) => Promise<Page> }, { berth: Berth }>({
  berth: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of what a fixture needs
    async ({}, use) => {
      const berth = await startBerth();
      await use(berth);
      await berth.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  operator: async ({ aBrowser }, use) => {
    await use(async (path = '/') => {
      const page = await aBrowser();
      await page.goto(path);
      await page.getByRole('button', { name: demoPeople.operator.email }).click();
      return page;
    });
  },
});

const pageOf = ({ id }: Account) => `/operator/accounts/${id}`;
const find = (page: Page) => page.getByRole('searchbox', { name: 'Find accounts' });
const starts = async (berth: Berth, key: string) => call(berth, key, 'POST /v1/calls', {});

const anOperator = async (berth: Berth) => personAt(berth, demoPeople.operator);

/** An account with two environments and a unique name. */
const aCompany = async (person: Person, name: string) => anAccount(person, { production: 15 }, name);

test('an operator without an account lands on the list of accounts and finds one by name, ID and email, with the filters in the address', async ({
  operator,
  ada,
}) => {
  const account = await aCompany(ada, 'Lighthouse Freight');
  const page = await operator();
  await expect(page).toHaveURL(/\/operator$/);
  await expect(page).toHaveTitle('All accounts · Operator · Berth');
  const found = row(page, 'Accounts', account.name);
  await expect(found).toContainText('Active');
  await expect(found).toContainText('Standard');
  await expect(found).toContainText('35 of 40');
  await expectAccessible(page);
  for (const text of ['house fr', account.id, ada.email]) {
    await find(page).fill(text);
    await expect(page).toHaveURL((url) => url.searchParams.get('find') === text);
    await expect(table(page, 'Accounts').getByRole('rowheader')).toHaveText([account.name]);
  }
  await page.reload();
  await expect(find(page)).toHaveValue(ada.email);
  await page.getByRole('button', { name: /^Status/ }).click();
  await page.getByRole('option', { name: 'Suspended' }).click();
  await expect(page.getByText('No account matches')).toBeVisible();
  await expect(page).toHaveURL(/status=suspended/);
  await expectAccessible(page);
  await press(page, 'Show all accounts');
  await expect(row(page, 'Accounts', 'Acme')).toBeVisible();
  await expect(find(page)).toHaveValue('');
});

test('an operator finds the accounts that claim a telephone number, and the page of each leads to the other', async ({
  berth,
  operator,
  ada,
}) => {
  const [one, other] = [await aCompany(ada, 'Buoy Clinic'), await aCompany(ada, 'Anchor Clinic')];
  for (const account of [one, other]) {
    const { secret } = account.environments.production;
    await call(berth, secret, 'POST /v1/numbers', { e164: '+493023125099' });
  }
  const page = await operator('/operator');
  await find(page).fill('+49 30 231250-99');
  await expect(table(page, 'Accounts').getByRole('rowheader')).toHaveText([one.name, other.name]);
  await page.getByRole('link', { name: one.name }).click();
  const contested = row(page, 'Numbers that other accounts claim too', '+493023125099');
  await expect(contested).toContainText('production');
  await expectAccessible(page);
  await contested.getByRole('link', { name: other.name }).click();
  await expect(page.getByRole('heading', { name: other.name, level: 1 })).toBeVisible();
  await expect(contested.getByRole('link', { name: one.name })).toBeVisible();

  await page.goto(`/operator/accounts/${(await aCompany(ada, 'Sole Claimant')).id}`);
  await expect(page.getByText('No other account claims one of these numbers')).toBeVisible();
});

test('a search continues by itself over empty answers, and then asks whether to continue', async ({
  berth,
  operator,
}) => {
  const page = await operator('/operator');
  await expect(row(page, 'Accounts', 'Acme')).toBeVisible();
  const cursors: (string | null)[] = [];
  await page.route(`${berth.origin}/v1/operator/accounts?*`, async (route) => {
    const cursor = new URL(route.request().url()).searchParams.get('cursor');
    cursors.push(cursor);
    const at = Number(cursor ?? 0);
    const answer = await (await anOperator(berth)).call<{ items: object[] }>('GET /v1/operator/accounts');
    await route.fulfill({
      json: at === 7 ? { ...answer, nextCursor: null } : { items: [], nextCursor: String(at + 1) },
    });
  });
  await find(page).fill('seldom');
  await expect(page.getByText('Not all accounts were searched.')).toBeVisible();
  expect(cursors).toEqual([null, '1', '2', '3', '4']);
  await expectAccessible(page);
  await press(page, 'Continue searching');
  await expect(row(page, 'Accounts', 'Acme')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Continue searching' })).toHaveCount(0);
  expect(cursors.slice(5)).toEqual(['5', '6', '7']);
});

test('⌘K finds an account from every page of operators', async ({ operator, aPerson }) => {
  const account = await aCompany(await aPerson('Ada Admin'), 'Beacon Logistics');
  const page = await operator('/operator');
  await expect(row(page, 'Accounts', 'Acme')).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find' }).fill('beacon');
  await expect(page.getByRole('option', { name: /^Beacon Logistics/ })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('option', { name: /^Beacon Logistics/ }).click();
  await expect(page).toHaveURL((url) => url.pathname === pageOf(account));
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find' }).fill('acm');
  await page.getByRole('option', { name: 'Show all accounts that match “acm”' }).click();
  await expect(find(page)).toHaveValue('acm');
});

test('a long list can be paged through to its end', async ({ berth, operator }) => {
  const page = await operator('/operator');
  const accounts = await (
    await anOperator(berth)
  ).call<{ items: { id: string }[] }>('GET /v1/operator/accounts?limit=1');
  const [account] = accounts.items;
  await page.route(`${berth.origin}/v1/operator/accounts?*`, async (route) => {
    const from = Number(new URL(route.request().url()).searchParams.get('cursor') ?? 0);
    const items = Array.from({ length: 30 }, (_, index) => ({
      ...account,
      id: `${account?.id} ${from + index}`,
      name: `Company ${from + index}`,
    }));
    await route.fulfill({ json: { items, nextCursor: from === 0 ? '30' : null } });
  });
  // A reload would end a sign-in that has not come back yet.
  await expect(find(page)).toBeVisible();
  await page.reload();
  await expect(row(page, 'Accounts', 'Company 24')).toBeVisible();
  await press(page, 'Next page');
  await expect(row(page, 'Accounts', 'Company 49')).toBeVisible();
  await press(page, 'Next page');
  await expect(table(page, 'Accounts').getByRole('rowheader')).toHaveCount(10);
  await expect(page.getByRole('button', { name: 'Next page' })).toBeDisabled();
});

test('a suspension reaches the gate and the Admin at once, a resumption ends it, and both dialogs say what happens', async ({
  berth,
  operator,
  ada,
}) => {
  const account = await aCompany(ada, 'Driftwood Records');
  const { secret } = account.environments.production;
  const admin = await ada.opens(`/${account.id}/settings/environments`);
  await press(admin, 'Create Environment');
  const create = dialog(admin, 'Create Environment');
  await fill(create, { 'Environment Name': 'qa', 'Max Concurrent Calls': '1' });

  const page = await operator(pageOf(account));
  await expect(row(page, 'Users', ada.email)).toContainText('Admin');
  await expect(row(page, 'Environments', 'production')).toContainText('15');
  await expect(page).toHaveTitle(`${account.name} · All accounts · Operator · Berth`);
  await expectAccessible(page);
  const suspend = await opened(page, 'Suspend', `Suspend ${account.name}`);
  await expect(suspend.getByText('no call starts in any of its environments')).toBeVisible();
  await expect(suspend.getByRole('button', { name: 'Suspend account' })).toBeDisabled();
  await suspend.getByLabel('Reason').fill('Unpaid since October');
  await expectAccessible(page);
  await press(suspend, 'Suspend account');
  await expect(page.locator('q')).toHaveText('Unpaid since October');
  await expect(page.getByRole('button', { name: 'Suspend', exact: true })).toHaveCount(0);
  await expectAccessible(page);

  await expect(starts(berth, secret)).rejects.toThrow('account_suspended');
  // Text that was typed before is refused, with a reason.
  await press(create, 'Save');
  await expect(create.getByText('This account is suspended: no calls start')).toBeVisible();
  await admin.goto(`/${account.id}/settings/account`);
  const banner = admin.getByRole('alert').filter({ hasText: `${account.name} is suspended` });
  await expect(banner).toContainText("calls can't start and nothing can be changed. Reason:");
  await expect(banner).toContainText('Unpaid since October');
  for (const name of ['Rename', 'Leave the account', 'Close account'])
    await expect(admin.getByRole('button', { name })).toBeDisabled();
  await expectAccessible(admin);
  await admin.setViewportSize(wide);
  await goTo(admin, 'Environments');
  await expect(banner).toBeVisible();
  await expect(admin.getByRole('button', { name: 'Create Environment' })).toBeDisabled();

  await page.setViewportSize(wide);
  const resume = await opened(page, 'Resume', `Resume ${account.name}`);
  await expect(resume.getByText('Environments that were paused stay paused.')).toBeVisible();
  await expectAccessible(page);
  await press(resume, 'Resume account');
  await expect(page.getByRole('button', { name: 'Suspend', exact: true })).toBeVisible();
  await starts(berth, secret);
  await admin.reload();
  await expect(admin.getByRole('button', { name: 'Create Environment' })).toBeEnabled();
  await expect(banner).toHaveCount(0);
});

test('an operator can set a plan; one below the allocation is refused with what holds it, and nothing changes', async ({
  operator,
  ada,
}) => {
  const account = await aCompany(ada, 'Quayside Legal');
  const page = await operator(pageOf(account));
  const set = await opened(page, 'Set plan', `Set the plan of ${account.name}`);
  await set.getByLabel('Max Concurrent Calls').fill('30');
  await expect(set.getByText('5 more are allocated than this plan would allow')).toBeVisible();
  await expect(set.getByRole('listitem')).toHaveText(['default holds 20', 'production holds 15']);
  await press(set, 'Set plan');
  await expect(
    set.getByText("The environments hold 35 concurrent calls: a plan can't have fewer."),
  ).toBeVisible();
  await expectAccessible(page);
  expect(await ada.call(`GET ${account.path}`)).toMatchObject({
    plan: { name: 'Standard', maxConcurrentCalls: 40 },
  });
  await set.getByLabel('Lower the environments’ limits').check();
  await press(set, 'Preview');
  await expect(set.getByText('default: 20 → 17')).toBeVisible();
  await expect(set.getByText('production: 15 → 13')).toBeVisible();
  await expectAccessible(page);
  await set.getByLabel('Plan name').fill('Small');
  await press(set, 'Set plan');
  await expect(page.getByText('Small: 30 concurrent calls')).toBeVisible();

  await press(page, 'Set plan');
  await fill(set, { 'Plan name': 'Growth', 'Max Concurrent Calls': '200' });
  await press(set, 'Set plan');
  await expect(page.getByText('Growth: 200 concurrent calls')).toBeVisible();
  expect(await ada.call(`GET ${account.path}`)).toMatchObject({
    plan: { name: 'Growth', maxConcurrentCalls: 200 },
  });
});

test('the usage of all accounts in a month can be downloaded as a file', async ({ operator, ada }) => {
  const account = await aCompany(ada, 'Pilot Bakery');
  const page = await operator('/operator');
  const open = page.getByRole('button', { name: 'Export usage' });
  await open.click();
  await expectAccessibleMenu(page);
  await closeMenu(page);
  for (const [back, item] of [0, 1].entries()) {
    const month = new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() - back))
      .toISOString()
      .slice(0, 7);
    await open.click();
    const coming = page.waitForEvent('download');
    await page.getByRole('menuitem').nth(item).click();
    const file = await coming;
    expect(file.suggestedFilename()).toBe(`usage-${month}.csv`);
    const text = await readFile(await file.path(), 'utf8');
    expect(text).toContain(`${account.id},${account.name},active,Standard,40,${month},0,0,0,0,0`);
  }
});

test('an operator closes an account by typing its name, and resumes it with the keys that it had', async ({
  berth,
  operator,
  ada,
}) => {
  const account = await aCompany(ada, 'Beacon Studio');
  const { secret } = account.environments.production;
  const page = await operator(pageOf(account));
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  const close = dialog(page, `Close ${account.name}`);
  await expect(close.getByText('Its 2 environments are deleted.')).toBeVisible();
  await close.getByLabel('Reason (optional)').fill('Contract ended');
  await close.getByLabel(`Type ${account.name} to confirm`).fill('Beacon');
  await expect(close.getByRole('button', { name: 'Close account' })).toBeDisabled();
  await expectAccessible(page);
  await close.getByLabel(`Type ${account.name} to confirm`).fill(account.name);
  await press(close, 'Close account');
  await expect(page.getByText('All environments are deleted')).toBeVisible();
  await expect(page.getByText(/in 30 days/)).toBeVisible();
  await expect(page.locator('q')).toHaveText('Contract ended');
  await expectAccessible(page);
  await expect(starts(berth, secret)).rejects.toThrow('401');
  await page.setViewportSize(wide);
  await press(page, 'Resume');
  await press(dialog(page, `Resume ${account.name}`), 'Resume account');
  await expect(row(page, 'Environments', 'production')).toBeVisible();
  await starts(berth, secret);
});

test('an Admin closes their own account by typing its name, and sees how long it can be restored; a Member has no such button', async ({
  ada,
  max,
}) => {
  const account = await aCompany(ada, 'Mooring & Sons');
  await join(account, max, 'member');
  const member = await max.opens(`/${account.id}/settings/account`);
  await expect(member.getByRole('button', { name: 'Leave the account' })).toBeEnabled();
  await expect(member.getByText(`Close ${account.name}`)).toHaveCount(0);

  const page = await ada.opens(`/${account.id}/settings/account`);
  const close = await opened(page, 'Close account', `Close ${account.name}`);
  await expect(close.getByText('After 30 days everything is removed for good')).toBeVisible();
  await expect(close.getByRole('button', { name: 'Close account' })).toBeDisabled();
  await expectAccessible(page);
  // By the keyboard alone.
  const confirmation = close.getByLabel(`Type ${account.name} to confirm`);
  await confirmation.focus();
  await page.keyboard.type(account.name);
  await page.keyboard.press('Enter');
  const banner = page.getByRole('alert').filter({ hasText: `${account.name} is closed` });
  await expect(banner).toContainText('Everything is removed for good on');
  const removed = new Date(Date.now() + 30 * 86_400_000);
  await expect(banner.locator('time').last()).toHaveAttribute(
    'datetime',
    new RegExp(removed.toISOString().slice(0, 10)),
  );
  await expect(page.getByRole('button', { name: 'Close account' })).toBeDisabled();
  // A disabled button with the pointer or the focus shows its reason, which belongs to no landmark.
  await page.mouse.move(0, 0);
  await page.reload();
  await expect(banner).toBeVisible();
  await expectAccessible(page);

  // A first look at an account without any environment.
  await member.goto(`/${account.id}`);
  await expect(member).toHaveURL(/settings\/account$/);
  await expect(member.getByRole('alert').filter({ hasText: 'is closed' })).toBeVisible();
  await expect(member.getByRole('button', { name: 'Leave the account' })).toBeDisabled();
  await goTo(member, 'Users');
  await expect(row(member, 'Users', ada.email)).toBeVisible();
  await goTo(member, 'Calls');
  await expect(member.getByRole('heading', { name: 'This environment was deleted' })).toBeVisible();
  await expectAccessible(member);
});

test('nobody else has the pages of operators or a link to them, and an operator with an account finds them there', async ({
  berth,
  aBrowser,
  operator,
  ada,
  max,
}) => {
  const stranger = await max.opens('/operator');
  await expect(stranger.getByRole('heading', { name: 'Page not found' })).toBeVisible();
  await expectAccessible(stranger);
  await press(stranger, 'Go to Berth');
  await expect(stranger.getByRole('heading', { name: 'Create your account' })).toBeVisible();

  const admin = await aBrowser();
  await admin.goto('/');
  await admin.getByRole('button', { name: demoPeople.admin.email }).click();
  await expect(admin.getByRole('link', { name: 'Calls' })).toBeVisible();
  await expect(admin.getByRole('link', { name: 'All accounts' })).toHaveCount(0);
  await admin.keyboard.press('Control+k');
  await admin.getByRole('combobox', { name: 'Find' }).fill('All accounts');
  await expect(admin.getByText('Look for the ID “All accounts”')).toBeVisible();
  await expect(admin.getByRole('option', { name: 'All accounts', exact: true })).toHaveCount(0);

  const account = await aCompany(ada, 'Harbour Office');
  const olga = await anOperator(berth);
  await join(account, olga, 'member');
  const both = await operator();
  await expect(both.getByRole('heading', { name: 'Calls', level: 1 })).toBeVisible();
  await goTo(both, 'All accounts');
  await expect(row(both, 'Accounts', account.name)).toBeVisible();
  await goTo(both, 'Your own accounts');
  await expect(both.getByRole('heading', { name: 'Calls', level: 1 })).toBeVisible();
  await both.keyboard.press('Control+k');
  await both.getByRole('combobox', { name: 'Find' }).fill('All acc');
  await both.getByRole('option', { name: 'All accounts' }).click();
  await expect(both.getByRole('heading', { name: 'All accounts' })).toBeVisible();
  // In the other tests she is not a user of any account.
  const { userId } = await olga.call<{ userId: string }>('GET /v1/me');
  await olga.call(`DELETE ${account.path}/users/${userId}`);
});

test('the keyboard alone finds an account and suspends it, and a typed reason is not discarded without a question', async ({
  operator,
  ada,
}) => {
  const account = await aCompany(ada, 'Tidewater Tours');
  const page = await operator('/operator');
  await find(page).focus();
  await page.keyboard.type('tidewater');
  const link = page.getByRole('link', { name: account.name });
  await expect(table(page, 'Accounts').getByRole('rowheader')).toHaveCount(1);
  await link.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Suspend' }).focus();
  await page.keyboard.press('Enter');
  const suspend = dialog(page, `Suspend ${account.name}`);
  await expect(suspend.getByLabel('Reason')).toBeFocused();
  await page.keyboard.type('Abuse');
  await page.keyboard.press('Escape');
  await expect(suspend.getByText('Discard your changes?')).toBeVisible();
  await page.keyboard.press('Enter');
  await suspend.getByLabel('Reason').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Suspended', { exact: true })).toBeVisible();
});

test('the keyboard alone gets into each dialog of operators, around in it, and back', async ({
  berth,
  operator,
  ada,
  bob,
}) => {
  const account = await aCompany(ada, 'Quayside Rentals');
  const suspended = await aCompany(bob, 'Breakwater Bikes');
  const theOperator = await anOperator(berth);
  await theOperator.call(`POST /v1/operator/accounts/${suspended.id}/suspend`, { reason: 'Unpaid' });
  const page = await operator('/operator');
  await expect(row(page, 'Accounts', 'Acme')).toBeVisible();
  const of = async ({ id, name }: Account, opener: string, title: string, asks: boolean) =>
    walked(page, '/operator/accounts', { path: id, opener, title: `${title} ${name}`, asks });
  await of(account, 'Set plan', 'Set the plan of', true);
  await of(account, 'Suspend', 'Suspend', true);
  await of(account, 'Close', 'Close', true);
  await of(suspended, 'Resume', 'Resume', false);
});
