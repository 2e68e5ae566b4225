import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { demoPeople } from '../../local/demo-people.ts';
import { expectAccessible, expectAccessibleMenu } from './accessible.ts';
import { aPerson, anAccount, call, environmentIn, join, type Account, type Person } from './api.ts';
import { startBerth, type Berth } from './berth.ts';
import { closeMenu, dialog, goTo, row, table } from './page.ts';
import { expect, test as base } from './test.ts';

const wide = { width: 1280, height: 900 };

/** With the demo data: one of its people is an operator. */
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

async function operatorToken(berth: Berth): Promise<string> {
  const { email } = demoPeople.operator;
  const { accessToken } = await call<{ accessToken: string }>(berth, '', 'POST /_local/tokens', { email });
  return accessToken;
}

/** An account with two environments and a name that no other has. */
async function aCompany(berth: Berth, person: Person, name: string): Promise<Account> {
  return anAccount(berth, person, { name, environments: { production: { maxConcurrentCalls: 15 } } });
}

test('an operator of no account lands on the list of accounts and finds one by name, ID and email, with the filters in the address', async ({
  berth,
  operator,
}) => {
  const ada = await aPerson(berth);
  const account = await aCompany(berth, ada, 'Lighthouse Freight');
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
  await page.getByRole('button', { name: 'Show all accounts' }).click();
  await expect(row(page, 'Accounts', 'Acme')).toBeVisible();
  await expect(find(page)).toHaveValue('');
});

test('an operator finds who claims a telephone number, and sees it on the page of each, leading to the other', async ({
  berth,
  operator,
}) => {
  const ada = await aPerson(berth);
  const [one, other] = [
    await aCompany(berth, ada, 'Buoy Clinic'),
    await aCompany(berth, ada, 'Anchor Clinic'),
  ];
  for (const account of [one, other]) {
    const { secret } = environmentIn(account, 'production');
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

  await page.goto(`/operator/accounts/${(await aCompany(berth, ada, 'Sole Claimant')).id}`);
  await expect(page.getByText('No other account claims one of these numbers')).toBeVisible();
});

test('a search goes on by itself over answers that are empty, and then asks whether to go on', async ({
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
    const answer = await call<{ items: object[] }>(
      berth,
      await operatorToken(berth),
      'GET /v1/operator/accounts',
    );
    await route.fulfill({
      json: at === 7 ? { ...answer, nextCursor: null } : { items: [], nextCursor: String(at + 1) },
    });
  });
  await find(page).fill('seldom');
  await expect(page.getByText('Not all accounts were searched.')).toBeVisible();
  expect(cursors).toEqual([null, '1', '2', '3', '4']);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Continue searching' }).click();
  await expect(row(page, 'Accounts', 'Acme')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Continue searching' })).toHaveCount(0);
  expect(cursors.slice(5)).toEqual(['5', '6', '7']);
});

test('⌘K finds an account from every page of operators', async ({ berth, operator }) => {
  const account = await aCompany(berth, await aPerson(berth), 'Beacon Logistics');
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

test('a long list is leafed through to its end', async ({ berth, operator }) => {
  const page = await operator('/operator');
  const accounts = await call<{ items: { id: string }[] }>(
    berth,
    await operatorToken(berth),
    'GET /v1/operator/accounts?limit=1',
  );
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
  // A reload while the sign-in comes back would end it.
  await expect(find(page)).toBeVisible();
  await page.reload();
  await expect(row(page, 'Accounts', 'Company 24')).toBeVisible();
  await page.getByRole('button', { name: 'Next page' }).click();
  await expect(row(page, 'Accounts', 'Company 49')).toBeVisible();
  await page.getByRole('button', { name: 'Next page' }).click();
  await expect(table(page, 'Accounts').getByRole('rowheader')).toHaveCount(10);
  await expect(page.getByRole('button', { name: 'Next page' })).toBeDisabled();
});

test('a suspension reaches the gate and the Admin at once, and a resume ends it; both say what happens', async ({
  berth,
  operator,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  const account = await aCompany(berth, ada, 'Driftwood Records');
  const { secret } = environmentIn(account, 'production');
  const admin = await signedIn(ada, `/${account.id}/settings/environments`);
  await admin.getByRole('button', { name: 'Create Environment' }).click();
  const create = dialog(admin, 'Create Environment');
  await create.getByLabel('Environment Name').fill('qa');
  await create.getByLabel('Max Concurrent Calls').fill('1');

  const page = await operator(pageOf(account));
  await expect(row(page, 'Users', ada.email)).toContainText('Admin');
  await expect(row(page, 'Environments', 'production')).toContainText('15');
  await expect(page).toHaveTitle(`${account.name} · All accounts · Operator · Berth`);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Suspend' }).click();
  const suspend = dialog(page, `Suspend ${account.name}`);
  await expect(suspend.getByText('no call starts in any of its environments')).toBeVisible();
  await expect(suspend.getByRole('button', { name: 'Suspend account' })).toBeDisabled();
  await suspend.getByLabel('Reason').fill('Unpaid since October');
  await expectAccessible(page);
  await suspend.getByRole('button', { name: 'Suspend account' }).click();
  await expect(page.locator('q')).toHaveText('Unpaid since October');
  await expect(page.getByRole('button', { name: 'Suspend', exact: true })).toHaveCount(0);
  await expectAccessible(page);

  await expect(starts(berth, secret)).rejects.toThrow('account_suspended');
  // What was typed before it is refused, and says why.
  await create.getByRole('button', { name: 'Save' }).click();
  await expect(create.getByText('This account is suspended: no calls start')).toBeVisible();
  await admin.goto(`/${account.id}/settings/account`);
  const banner = admin.getByRole('alert').filter({ hasText: `${account.name} is suspended` });
  await expect(banner).toContainText(
    'no calls start, nothing can be changed. Ask the operator of this service.',
  );
  await expect(banner).toContainText('Unpaid since October');
  for (const name of ['Rename', 'Leave the account', 'Close account'])
    await expect(admin.getByRole('button', { name })).toBeDisabled();
  await expectAccessible(admin);
  await admin.setViewportSize(wide);
  await goTo(admin, 'Environments');
  await expect(banner).toBeVisible();
  await expect(admin.getByRole('button', { name: 'Create Environment' })).toBeDisabled();

  await page.setViewportSize(wide);
  await page.getByRole('button', { name: 'Resume' }).click();
  const resume = dialog(page, `Resume ${account.name}`);
  await expect(resume.getByText('Environments that were paused stay paused.')).toBeVisible();
  await expectAccessible(page);
  await resume.getByRole('button', { name: 'Resume account' }).click();
  await expect(page.getByRole('button', { name: 'Suspend', exact: true })).toBeVisible();
  await starts(berth, secret);
  await admin.reload();
  await expect(admin.getByRole('button', { name: 'Create Environment' })).toBeEnabled();
  await expect(banner).toHaveCount(0);
});

test('a plan is set; one below the allocation names what holds it, and changes nothing', async ({
  berth,
  operator,
}) => {
  const ada = await aPerson(berth);
  const account = await aCompany(berth, ada, 'Quayside Legal');
  const page = await operator(pageOf(account));
  await page.getByRole('button', { name: 'Set plan' }).click();
  const set = dialog(page, `Set the plan of ${account.name}`);
  await set.getByLabel('Max Concurrent Calls').fill('30');
  await expect(set.getByText('5 more are allocated than this plan would allow')).toBeVisible();
  await expect(set.getByRole('listitem')).toHaveText(['default holds 20', 'production holds 15']);
  await set.getByRole('button', { name: 'Set plan' }).click();
  await expect(
    set.getByText("The environments hold 35 concurrent calls: a plan can't have fewer."),
  ).toBeVisible();
  await expectAccessible(page);
  expect(await call(berth, ada.token, `GET ${account.path}`)).toMatchObject({
    plan: { name: 'Standard', maxConcurrentCalls: 40 },
  });
  await set.getByLabel('Lower the environments’ limits').check();
  await set.getByRole('button', { name: 'Preview' }).click();
  await expect(set.getByText('default: 20 → 17')).toBeVisible();
  await expect(set.getByText('production: 15 → 13')).toBeVisible();
  await expectAccessible(page);
  await set.getByLabel('Plan name').fill('Small');
  await set.getByRole('button', { name: 'Set plan' }).click();
  await expect(page.getByText('Small: 30 concurrent calls')).toBeVisible();

  await page.getByRole('button', { name: 'Set plan' }).click();
  await set.getByLabel('Plan name').fill('Growth');
  await set.getByLabel('Max Concurrent Calls').fill('200');
  await set.getByRole('button', { name: 'Set plan' }).click();
  await expect(page.getByText('Growth: 200 concurrent calls')).toBeVisible();
  expect(await call(berth, ada.token, `GET ${account.path}`)).toMatchObject({
    plan: { name: 'Growth', maxConcurrentCalls: 200 },
  });
});

test('the usage of all accounts in a month comes as a file', async ({ berth, operator }) => {
  const ada = await aPerson(berth);
  const account = await aCompany(berth, ada, 'Pilot Bakery');
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

test('an operator closes an account by its name and resumes it, with the keys that it had', async ({
  berth,
  operator,
}) => {
  const ada = await aPerson(berth);
  const account = await aCompany(berth, ada, 'Beacon Studio');
  const { secret } = environmentIn(account, 'production');
  const page = await operator(pageOf(account));
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  const close = dialog(page, `Close ${account.name}`);
  await expect(close.getByText('Its 2 environments are deleted.')).toBeVisible();
  await close.getByLabel('Reason (optional)').fill('Contract ended');
  await close.getByLabel(`Type ${account.name} to confirm`).fill('Beacon');
  await expect(close.getByRole('button', { name: 'Close account' })).toBeDisabled();
  await expectAccessible(page);
  await close.getByLabel(`Type ${account.name} to confirm`).fill(account.name);
  await close.getByRole('button', { name: 'Close account' }).click();
  await expect(page.getByText('All environments are deleted')).toBeVisible();
  await expect(page.getByText(/in 30 days/)).toBeVisible();
  await expect(page.locator('q')).toHaveText('Contract ended');
  await expectAccessible(page);
  await expect(starts(berth, secret)).rejects.toThrow('401');
  await page.setViewportSize(wide);
  await page.getByRole('button', { name: 'Resume' }).click();
  await dialog(page, `Resume ${account.name}`).getByRole('button', { name: 'Resume account' }).click();
  await expect(row(page, 'Environments', 'production')).toBeVisible();
  await starts(berth, secret);
});

test('an Admin closes their own account by its name, and sees from then on until when it can be had back; a Member sees no close', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  const max = await aPerson(berth, 'Max Member');
  const account = await aCompany(berth, ada, 'Mooring & Sons');
  await join(berth, ada, account, max, 'member');
  const member = await signedIn(max, `/${account.id}/settings/account`);
  await expect(member.getByRole('button', { name: 'Leave the account' })).toBeEnabled();
  await expect(member.getByText(`Close ${account.name}`)).toHaveCount(0);

  const page = await signedIn(ada, `/${account.id}/settings/account`);
  await page.getByRole('button', { name: 'Close account' }).click();
  const close = dialog(page, `Close ${account.name}`);
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
  await expectAccessible(page);

  // A first look at an account of which no environment is left.
  await member.goto(`/${account.id}`);
  await expect(member).toHaveURL(/settings\/account$/);
  await expect(member.getByRole('alert').filter({ hasText: 'is closed' })).toBeVisible();
  await expect(member.getByRole('button', { name: 'Leave the account' })).toBeDisabled();
  await goTo(member, 'Users');
  await expect(row(member, 'Users', ada.email)).toBeVisible();
  await goTo(member, 'Calls');
  await expect(member.getByText('This environment does not exist')).toBeVisible();
  await expectAccessible(member);
});

test('for anybody else there is no such page, nor a way to it; an operator who has an account finds it there', async ({
  berth,
  aBrowser,
  operator,
  signedIn,
}) => {
  const max = await aPerson(berth, 'Max Member');
  const stranger = await signedIn(max, '/operator');
  await expect(stranger.getByRole('heading', { name: 'Page not found' })).toBeVisible();
  await expectAccessible(stranger);
  await stranger.getByRole('button', { name: 'Go to Berth' }).click();
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

  const ada = await aPerson(berth);
  const account = await aCompany(berth, ada, 'Harbour Office');
  const olga = { ...demoPeople.operator, token: await operatorToken(berth) };
  await join(berth, ada, account, olga, 'member');
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
  // In the other tests she is a user of no account.
  const { userId } = await call<{ userId: string }>(berth, olga.token, 'GET /v1/me');
  await call(berth, olga.token, `DELETE ${account.path}/users/${userId}`);
});

test('the keyboard alone finds an account and suspends it, and a reason that was typed is not thrown away unasked', async ({
  berth,
  operator,
}) => {
  const ada = await aPerson(berth);
  const account = await aCompany(berth, ada, 'Tidewater Tours');
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
