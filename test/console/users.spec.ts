import type { Locator } from '@playwright/test';
import { expectAccessible, expectAccessibleMenu } from './accessible.ts';
import { anAccount, invitationLink, join } from './api.ts';
import { choose, chosen, closeMenu, dialog, fill, goTo, opened, press, row, table } from './page.ts';
import { expect, signUp, test } from './test.ts';

const SETTINGS = '/settings/users';

test('an invitation goes by mail to a second browser, which accepts it and appears in the Users table', async ({
  berth,
  aBrowser,
  ada,
  max,
}) => {
  await anAccount(ada);
  const page = await ada.opens(SETTINGS);
  const invite = await opened(page, 'Add User');
  await invite.getByLabel('Email').fill('no address');
  await press(invite, 'Send invitation');
  await expect(invite.getByText('Must be an email address')).toBeVisible();
  await expectAccessible(page);
  await invite.getByLabel('Email').fill(max.email);
  await press(invite, 'Send invitation');
  const pending = row(page, 'Invitations', max.email);
  await expect(pending.getByText('Pending')).toBeVisible();
  await expect(pending.getByText('Ada Admin')).toBeVisible();
  await expectAccessible(page);

  const other = await aBrowser();
  await other.goto(await invitationLink(ada, max.email));
  await signUp(other, max);
  await expect(other.getByRole('heading', { name: 'Join Acme' })).toBeVisible();
  // It is not shown to others at the screen, but a reload of this tab still finds it.
  expect(other.url()).toBe(`${berth.origin}/invitations/accept`);
  await other.reload();
  await expect(other.getByRole('heading', { name: 'Join Acme' })).toBeVisible();
  await expectAccessible(other);
  await press(other, 'Accept invitation');
  await expect(other.getByRole('button', { name: 'Environment default' })).toBeVisible();
  // It has done its part, and is stored nowhere.
  expect(await other.evaluate(() => sessionStorage.getItem('berth.invitation'))).toBeNull();

  await goTo(page, 'Environments');
  await goTo(page, 'Users');
  await expect(row(page, 'Users', max.email)).toContainText('Max MemberMember');
  await expect(row(page, 'Invitations', max.email)).toHaveCount(0);
});

test('an invitation can change its role, be sent again and be revoked, and links that no longer work say why', async ({
  berth,
  ada,
  eve,
}) => {
  const account = await anAccount(ada);
  await ada.call(`POST ${account.path}/invitations`, { email: 'max@example.com', role: 'member' });
  const page = await ada.opens(SETTINGS);
  const menu = 'Actions for the invitation of max@example.com';

  const edit = await chosen(page, menu, 'Change role', 'Change the role that max@example.com is invited to');
  await edit.getByRole('radio', { name: 'Admin' }).check();
  await expectAccessible(page);
  await press(edit, 'Change role');
  await expect(row(page, 'Invitations', 'max@example.com').getByText('Admin')).toBeVisible();

  const resend = await chosen(page, menu, 'Send again', 'Send the invitation of max@example.com again');
  await press(resend, 'Send again');
  // An address gets one mail a minute. The refusal says so, and where to find it in the logs.
  await expect(resend.getByRole('alert')).toContainText('Request ID');
  await expectAccessible(page);
  await press(resend, 'Cancel');

  const link = await invitationLink(ada, 'max@example.com');
  await choose(page, menu, 'Revoke');
  await press(dialog(page, 'Revoke the invitation of max@example.com'), 'Revoke invitation');
  await expect(row(page, 'Invitations', 'max@example.com').getByText('Revoked')).toBeVisible();

  const other = await eve.opens(link.replace(berth.origin, ''));
  await expect(other.getByText('It was revoked by an Admin.')).toBeVisible();
  await expectAccessible(other);
  await other.goto('/invitations/accept');
  await expect(other.getByText('This link is not complete')).toBeVisible();
});

test('an invitation is offered only to the person it is for, and waits until that person has signed in', async ({
  berth,
  ada,
  eve,
}) => {
  const account = await anAccount(ada);
  await ada.call(`POST ${account.path}/invitations`, { email: 'for.max@example.com', role: 'member' });
  const link = await invitationLink(ada, 'for.max@example.com');
  const page = await eve.opens(link.replace(berth.origin, ''));
  await expect(
    page.getByRole('heading', { name: 'This invitation is for for.max@example.com' }),
  ).toBeVisible();
  await expect(page.getByText(`You are signed in as ${eve.email}.`)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Accept invitation' })).toHaveCount(0);
  await expectAccessible(page);
  await press(page, 'Sign in as for.max@example.com');
  await signUp(page, { name: 'Max Member', email: 'for.max@example.com' });
  await expect(page.getByRole('heading', { name: 'Join Acme' })).toBeVisible();
  await press(page, 'Accept invitation');
  await expect(page.getByRole('button', { name: 'Environment default' })).toBeVisible();
});

test('an invited person who signs in without the link can paste it instead of creating an account', async ({
  signedIn,
  ada,
}) => {
  const account = await anAccount(ada);
  const email = 'pastes@example.com';
  await ada.call(`POST ${account.path}/invitations`, { email, role: 'member' });
  const page = await signedIn({ name: 'Pat Paste', email });
  await expect(page.getByRole('heading', { name: 'Create your account' })).toBeVisible();
  await page.getByLabel('Invitation link').fill('https://example.com/invitations/accept');
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByText('This is not the whole link of an invitation')).toBeVisible();
  await page.getByLabel('Invitation link').fill(await invitationLink(ada, email));
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await press(page, 'Accept invitation');
  await expect(page.getByRole('button', { name: 'Account Acme' })).toBeVisible();
});

test('a new role takes effect in an open browser, and the last Admin stays an Admin', async ({
  ada,
  max,
}) => {
  const account = await anAccount(ada);
  await join(account, max, 'member');
  const theirs = await max.opens('/settings/environments');
  await expect(theirs.getByRole('button', { name: 'Create Environment' })).toBeDisabled();

  const page = await ada.opens(SETTINGS);
  const change = await chosen(page, 'Actions for Max Member', 'Make an Admin', 'Make Max Member an Admin');
  await expectAccessible(page);
  await press(change, 'Change role');
  await expect(row(page, 'Users', max.email)).toContainText('Max MemberAdmin');
  await theirs.reload();
  await expect(theirs.getByRole('button', { name: 'Create Environment' })).toBeEnabled();

  await choose(page, 'Actions for Max Member', 'Make a Member');
  await press(dialog(page, 'Make Max Member a Member'), 'Change role');
  await expect(row(page, 'Users', max.email)).toContainText('Max MemberMember');
  // The page is outdated: it lets them try, the API refuses, and the page then follows.
  await press(theirs, 'Create Environment');
  const create = dialog(theirs, 'Create Environment');
  await fill(create, { 'Environment Name': 'mine', 'Max Concurrent Calls': '1' });
  await press(create, 'Save');
  await expect(create.getByRole('alert')).toContainText('Only Admins can do this.');
  await press(create, 'Cancel');
  await expect(theirs.getByRole('button', { name: 'Create Environment' })).toBeDisabled();

  await page.getByRole('button', { name: 'Actions for Ada Admin' }).click();
  for (const name of ['Make a Member', 'Leave the account'])
    await expect(page.getByRole('menuitem', { name })).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByText('You are the only Admin.').first()).toBeAttached();
  await closeMenu(page);

  // When there is another Admin it is allowed, and the dialog says what it means for oneself.
  await choose(page, 'Actions for Max Member', 'Make an Admin');
  await change.getByRole('button', { name: 'Change role' }).click();
  await expect(row(page, 'Users', max.email)).toContainText('Max MemberAdmin');
  await choose(page, 'Actions for Ada Admin', 'Make a Member');
  const mine = dialog(page, 'Make yourself a Member');
  await expect(mine.getByText('Only another Admin can make you an Admin again.')).toBeVisible();
  await mine.getByRole('button', { name: 'Change role' }).click();
  await expect(page.getByRole('button', { name: 'Add User' })).toBeDisabled();
});

test('a user who is removed while their browser is open is out with their next action', async ({
  ada,
  bob,
}) => {
  const account = await anAccount(ada);
  await join(account, bob, 'admin');
  const theirs = await bob.opens();
  await expect(theirs.getByRole('heading', { name: 'Calls', exact: true })).toBeVisible();

  const page = await ada.opens(SETTINGS);
  const remove = await chosen(
    page,
    'Actions for Bob Builder',
    'Remove from the account',
    'Remove Bob Builder from Acme',
  );
  await expect(remove.getByText('has not been shown any active API key or secret')).toBeVisible();
  await remove.getByLabel('Remove their name and email address from Activity now').check();
  const sent = page.waitForRequest((request) => request.method() === 'DELETE');
  await press(remove, 'Remove user');
  expect((await sent).url()).toContain('?forget=true');
  await expect(row(page, 'Users', bob.email)).toHaveCount(0);

  // The page reads the live calls every two seconds, which is its next action.
  await expect(theirs.getByRole('heading', { name: 'You are no longer a user of Acme' })).toBeVisible();
  await expectAccessible(theirs);
  await press(theirs, 'Continue');
  await expect(theirs.getByRole('heading', { name: 'Create your account' })).toBeVisible();
});

test('whoever removes or demotes an Admin sees the secrets that the Admin was shown, and comes from there to each', async ({
  ada,
  bob,
}) => {
  const account = await anAccount(ada);
  await join(account, bob, 'admin');
  const { environment, apiKey } = await bob.call<{ environment: { id: string }; apiKey: { masked: string } }>(
    `POST ${account.path}/environments`,
    { name: 'bobs', maxConcurrentCalls: 1 },
  );
  const { masked } = await bob.call<{ masked: string }>(`POST ${account.path}/service-accounts`, {
    name: 'Pipeline',
    role: 'admin',
  });
  await bob.call(`POST ${account.path}/environments/${environment.id}/webhooks`, {
    url: 'https://example.com/hook',
    description: 'Billing',
    events: ['call.ended'],
  });

  const page = await ada.opens(SETTINGS);
  const demote = await chosen(page, 'Actions for Bob Builder', 'Make a Member', 'Make Bob Builder a Member');
  const secrets = (within: Locator) => within.getByRole('listitem');
  const shown = [
    `Service account Pipeline (Admin), ${masked}, shown`,
    `API key of bobs, ${apiKey.masked}, shown`,
    `Signing secret of the webhook Billing in bobs, shown`,
  ];
  await expect(secrets(demote)).toContainText(shown);
  await expectAccessible(page);
  await press(demote, 'Cancel');

  const places = [
    ['Service account Pipeline', 'Service accounts'],
    ['API key of bobs', 'API keys'],
    ['Signing secret of the webhook', 'Billing'],
  ] as const;
  for (const [link, heading] of places) {
    const remove = await chosen(
      page,
      'Actions for Bob Builder',
      'Remove from the account',
      'Remove Bob Builder from Acme',
    );
    await expect(secrets(remove)).toContainText(shown);
    await remove.getByRole('link', { name: link }).click();
    await expect(page.getByRole('heading', { name: heading }).first()).toBeVisible();
    await expect(remove).toHaveCount(0);
    await page.goBack();
  }
});

test('a Member sees everything, can change nothing, sees why, and can always leave', async ({ ada, max }) => {
  const account = await anAccount(ada, { staging: { maxConcurrentCalls: 5, hidden: true } });
  await join(account, max, 'member');
  const page = await max.opens('/settings/environments');
  await expect(page.locator('#member-note')).toContainText('You have read-only access as a Member.');
  await expect(row(page, 'Environments', 'staging')).toBeVisible();
  for (const name of ['Create Environment', 'Reallocate']) {
    await expect(page.getByRole('button', { name })).toBeDisabled();
  }
  await expect(page.getByRole('checkbox', { name: 'Hidden: staging' })).toBeDisabled();
  await press(page, 'Actions for staging');
  for (const name of ['Edit', 'Rotate API key', 'Delete']) {
    await expect(page.getByRole('menuitem', { name })).toHaveAttribute('aria-disabled', 'true');
  }
  await expectAccessibleMenu(page);
  await closeMenu(page);
  await expectAccessible(page);

  await goTo(page, 'Users');
  await expect(page.getByRole('button', { name: 'Add User' })).toBeDisabled();
  await page.getByRole('button', { name: 'Add User' }).hover();
  await expect(table(page, 'Users')).toContainText(ada.email);
  await choose(page, 'Actions for Max Member', 'Leave the account');
  await dialog(page, 'Leave Acme').getByRole('button', { name: 'Leave account' }).click();
  await expect(page.getByRole('heading', { name: 'You left Acme' })).toBeVisible();
  await expectAccessible(page);
});
