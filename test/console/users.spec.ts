import { expectAccessible, expectAccessibleMenu } from './accessible.ts';
import { aPerson, anAccount, call, invitationLink, join } from './api.ts';
import { choose, closeMenu, dialog, goTo, row, table } from './page.ts';
import { expect, signUp, test } from './test.ts';

const SETTINGS = '/settings/users';

test('an invitation goes by mail to a second browser, which accepts it and is then in the Users table', async ({
  berth,
  aBrowser,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  const max = await aPerson(berth, 'Max Member');
  await anAccount(berth, ada);
  const page = await signedIn(ada, SETTINGS);
  await page.getByRole('button', { name: 'Add User' }).click();
  const invite = dialog(page, 'Add User');
  await invite.getByLabel('Email').fill('no address');
  await invite.getByRole('button', { name: 'Send invitation' }).click();
  await expect(invite.getByText('Must be an email address')).toBeVisible();
  await expectAccessible(page);
  await invite.getByLabel('Email').fill(max.email);
  await invite.getByRole('button', { name: 'Send invitation' }).click();
  const pending = row(page, 'Invitations', max.email);
  await expect(pending.getByText('Pending')).toBeVisible();
  await expectAccessible(page);

  const other = await aBrowser();
  await other.goto(await invitationLink(berth, max.email));
  await signUp(other, max);
  await expect(other.getByRole('heading', { name: 'Join Acme' })).toBeVisible();
  // Not for whoever looks over the shoulder; a reload of this tab finds it all the same.
  expect(other.url()).toBe(`${berth.origin}/invitations/accept`);
  await other.reload();
  await expect(other.getByRole('heading', { name: 'Join Acme' })).toBeVisible();
  await expectAccessible(other);
  await other.getByRole('button', { name: 'Accept invitation' }).click();
  await expect(other.getByRole('button', { name: 'Environment default' })).toBeVisible();
  // It has done its part: nothing holds it any more.
  expect(await other.evaluate(() => sessionStorage.getItem('berth.invitation'))).toBeNull();

  await goTo(page, 'Environments');
  await goTo(page, 'Users');
  await expect(row(page, 'Users', max.email)).toContainText('Max MemberMember');
  await expect(row(page, 'Invitations', max.email)).toHaveCount(0);
});

test('an invitation can change its role, be sent again and be revoked; links that no longer work say why', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  const eve = await aPerson(berth, 'Eve Else');
  const account = await anAccount(berth, ada);
  await call(berth, ada.token, `POST ${account.path}/invitations`, {
    email: 'max@example.com',
    role: 'member',
  });
  const page = await signedIn(ada, SETTINGS);
  const menu = 'Actions for the invitation of max@example.com';

  await choose(page, menu, 'Change role');
  const edit = dialog(page, 'Change the role that max@example.com is invited to');
  await edit.getByRole('radio', { name: 'Admin' }).check();
  await expectAccessible(page);
  await edit.getByRole('button', { name: 'Change role' }).click();
  await expect(row(page, 'Invitations', 'max@example.com').getByText('Admin')).toBeVisible();

  await choose(page, menu, 'Send again');
  const resend = dialog(page, 'Send the invitation of max@example.com again');
  await resend.getByRole('button', { name: 'Send again' }).click();
  // One mail a minute to an address: the refusal says so, and where to find it in the logs.
  await expect(resend.getByRole('alert')).toContainText('Request ID');
  await expectAccessible(page);
  await resend.getByRole('button', { name: 'Cancel' }).click();

  const link = await invitationLink(berth, 'max@example.com');
  await choose(page, menu, 'Revoke');
  await dialog(page, 'Revoke the invitation of max@example.com')
    .getByRole('button', { name: 'Revoke invitation' })
    .click();
  await expect(row(page, 'Invitations', 'max@example.com').getByText('Revoked')).toBeVisible();

  const other = await signedIn(eve, link.replace(berth.origin, ''));
  await expect(other.getByText('It was revoked by an Admin.')).toBeVisible();
  await expectAccessible(other);
  await other.goto('/invitations/accept');
  await expect(other.getByText('This link is not complete')).toBeVisible();
});

test('an invitation knows for whom it is: it is not offered to anybody else, and waits until that person has signed in', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  const eve = await aPerson(berth, 'Eve Else');
  const account = await anAccount(berth, ada);
  await call(berth, ada.token, `POST ${account.path}/invitations`, {
    email: 'for.max@example.com',
    role: 'member',
  });
  const link = await invitationLink(berth, 'for.max@example.com');
  const page = await signedIn(eve, link.replace(berth.origin, ''));
  await expect(
    page.getByRole('heading', { name: 'This invitation is for for.max@example.com' }),
  ).toBeVisible();
  await expect(page.getByText(`You are signed in as ${eve.email}.`)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Accept invitation' })).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Sign in as for.max@example.com' }).click();
  await signUp(page, { name: 'Max Member', email: 'for.max@example.com' });
  await expect(page.getByRole('heading', { name: 'Join Acme' })).toBeVisible();
  await page.getByRole('button', { name: 'Accept invitation' }).click();
  await expect(page.getByRole('button', { name: 'Environment default' })).toBeVisible();
});

test('who was invited and signs in without the link pastes it in place of creating an account', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  const account = await anAccount(berth, ada);
  const email = 'pastes@example.com';
  await call(berth, ada.token, `POST ${account.path}/invitations`, { email, role: 'member' });
  const page = await signedIn({ name: 'Pat Paste', email });
  await expect(page.getByRole('heading', { name: 'Create your account' })).toBeVisible();
  await page.getByLabel('Invitation link').fill('https://example.com/invitations/accept');
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByText('This is not the whole link of an invitation')).toBeVisible();
  await page.getByLabel('Invitation link').fill(await invitationLink(berth, email));
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByRole('button', { name: 'Accept invitation' }).click();
  await expect(page.getByRole('button', { name: 'Account Acme' })).toBeVisible();
});

test('a change of role acts in the browser that is open elsewhere, and the last Admin stays one', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  const max = await aPerson(berth, 'Max Member');
  const account = await anAccount(berth, ada);
  await join(berth, ada, account, max, 'member');
  const theirs = await signedIn(max, '/settings/environments');
  await expect(theirs.getByRole('button', { name: 'Create Environment' })).toBeDisabled();

  const page = await signedIn(ada, SETTINGS);
  await choose(page, 'Actions for Max Member', 'Make an Admin');
  const change = dialog(page, 'Make Max Member an Admin');
  await expectAccessible(page);
  await change.getByRole('button', { name: 'Change role' }).click();
  await expect(row(page, 'Users', max.email)).toContainText('Max MemberAdmin');
  await theirs.reload();
  await expect(theirs.getByRole('button', { name: 'Create Environment' })).toBeEnabled();

  await choose(page, 'Actions for Max Member', 'Make a Member');
  await dialog(page, 'Make Max Member a Member').getByRole('button', { name: 'Change role' }).click();
  await expect(row(page, 'Users', max.email)).toContainText('Max MemberMember');
  // Their page is from before: it lets them try, the API does not, and the page then follows.
  await theirs.getByRole('button', { name: 'Create Environment' }).click();
  const create = dialog(theirs, 'Create Environment');
  await create.getByLabel('Environment Name').fill('mine');
  await create.getByLabel('Max Concurrent Calls').fill('1');
  await create.getByRole('button', { name: 'Save' }).click();
  await expect(create.getByRole('alert')).toContainText('Only Admins can do this.');
  await create.getByRole('button', { name: 'Cancel' }).click();
  await expect(theirs.getByRole('button', { name: 'Create Environment' })).toBeDisabled();

  await choose(page, 'Actions for Ada Admin', 'Make a Member');
  const last = dialog(page, 'Make Ada Admin a Member');
  await last.getByRole('button', { name: 'Change role' }).click();
  await expect(last.getByRole('alert')).toContainText('An account needs at least one Admin.');
  await expect(last.getByRole('alert')).toContainText('Request ID');
});

test('who is removed while their browser is open is out with their next action; the keys they saw are named', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  const bob = await aPerson(berth, 'Bob Builder');
  const account = await anAccount(berth, ada);
  await join(berth, ada, account, bob, 'admin');
  const { apiKey } = await call<{ apiKey: { secret: string } }>(
    berth,
    bob.token,
    `POST ${account.path}/environments`,
    {
      name: 'bobs',
      maxConcurrentCalls: 1,
    },
  );
  const theirs = await signedIn(bob);
  await expect(theirs.getByRole('heading', { name: 'Calls', exact: true })).toBeVisible();

  const page = await signedIn(ada, SETTINGS);
  await choose(page, 'Actions for Bob Builder', 'Remove from the account');
  const remove = dialog(page, 'Remove Bob Builder from Acme');
  await expect(remove.getByText(`brt_…${apiKey.secret.slice(-4)} of bobs`)).toBeVisible();
  await expectAccessible(page);
  await remove.getByLabel('Remove their name and email address from Activity now').check();
  const sent = page.waitForRequest((request) => request.method() === 'DELETE');
  await remove.getByRole('button', { name: 'Remove user' }).click();
  expect((await sent).url()).toContain('?forget=true');
  await expect(row(page, 'Users', bob.email)).toHaveCount(0);

  // The page asks for the live calls every two seconds: that is its next action.
  await expect(theirs.getByRole('heading', { name: 'You are no longer a user of Acme' })).toBeVisible();
  await expectAccessible(theirs);
  await theirs.getByRole('button', { name: 'Continue' }).click();
  await expect(theirs.getByRole('heading', { name: 'Create your account' })).toBeVisible();
});

test('a Member sees everything, can change nothing, and sees why; leaving is always possible', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  const max = await aPerson(berth, 'Max Member');
  const account = await anAccount(berth, ada, {
    environments: { staging: { maxConcurrentCalls: 5, hidden: true } },
  });
  await join(berth, ada, account, max, 'member');
  const page = await signedIn(max, '/settings/environments');
  await expect(page.locator('#member-note')).toContainText('You have read-only access as a Member.');
  await expect(row(page, 'Environments', 'staging')).toBeVisible();
  for (const name of ['Create Environment', 'Reallocate']) {
    await expect(page.getByRole('button', { name })).toBeDisabled();
  }
  await expect(page.getByRole('checkbox', { name: 'Hidden: staging' })).toBeDisabled();
  await page.getByRole('button', { name: 'Actions for staging' }).click();
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
  await expect(page.getByRole('heading', { name: 'You are no longer a user of Acme' })).toBeVisible();
});
