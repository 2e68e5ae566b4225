import { readFile } from 'node:fs/promises';
import { limits } from '../../lib/api/limits.ts';
import { expectAccessible } from './accessible.ts';
import { aCampaign, aPerson, anAccount, call, environmentIn, join } from './api.ts';
import { dialog, table } from './page.ts';
import { expect, test } from './test.ts';

test('a hundred users are one list in the order of their names, and the hundred and first is refused in words', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  const account = await anAccount(berth, ada);
  for (let index = 1; index < limits.users; index += 1) {
    const name = `User ${String(((index * 37) % 100) + 100)}`;
    await join(berth, ada, account, await aPerson(berth, name), 'member');
  }
  const page = await signedIn(ada, '/settings/users');
  await expect(page.getByText('(100)')).toBeVisible();
  const rows = table(page, 'Users').getByRole('rowheader');
  const people: string[] = [];
  for (const at of [1, 2, 3, 4]) {
    await expect(rows).toHaveCount(25);
    people.push(...(await rows.allTextContents()));
    if (at < 4) await page.getByRole('button', { name: 'Next page' }).click();
  }
  expect(new Set(people).size).toBe(100);
  expect(people).toEqual(people.toSorted((one, other) => one.localeCompare(other)));
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1280);
  await page.getByRole('button', { name: 'Add User' }).click();
  const add = dialog(page, 'Add User');
  await add.getByLabel('Email').fill('one.more@example.com');
  await add.getByRole('button', { name: 'Send invitation' }).click();
  await expect(add.getByRole('alert')).toContainText('100 users');
  await expectAccessible(page);
});

test('of six hundred calls each page of the history can be come to, and the file holds all', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  const account = await anAccount(berth, ada, { environments: { production: { maxConcurrentCalls: 20 } } });
  const { id, secret } = environmentIn(account, 'production');
  for (let batch = 0; batch < 30; batch += 1) {
    const ids = Array.from(
      { length: 20 },
      (_, index) => `call-${String(batch * 20 + index).padStart(3, '0')}`,
    );
    await Promise.all(ids.map(async (callId) => call(berth, secret, 'POST /v1/calls', { id: callId })));
    await Promise.all(ids.map(async (callId) => call(berth, secret, `DELETE /v1/calls/${callId}`)));
  }
  const page = await signedIn(ada, `/${account.id}/${id}/history`);
  const calls = table(page, 'Ended calls').getByRole('rowheader');
  const seen = new Set<string>();
  for (let at = 1; at <= 24; at += 1) {
    await expect(calls).toHaveCount(25);
    for (const text of await calls.allTextContents()) seen.add(text);
    if (at < 24) {
      const [first = ''] = await calls.allTextContents();
      await page.getByRole('button', { name: 'Next page' }).click();
      await expect(calls.first()).not.toHaveText(first);
    }
  }
  expect(seen.size).toBe(600);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export CSV' }).click();
  const lines = (await readFile(await (await downloading).path(), 'utf8')).trimEnd().split('\r\n');
  expect(lines).toHaveLength(1 + 600);
});

test('ten thousand contacts come from one file, and one more is refused before anything is sent', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  const account = await anAccount(berth, ada, { environments: { production: { maxConcurrentCalls: 5 } } });
  const { id } = environmentIn(account, 'production');
  const { campaignId } = await aCampaign(berth, ada, account, id);
  const page = await signedIn(ada, `/${account.id}/${id}/campaigns/${campaignId}`);
  await page.getByRole('button', { name: 'Upload contacts' }).click();
  const upload = dialog(page, 'Upload the contacts of Spring offer');
  const file = (count: number) => ({
    name: 'contacts.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(
      `e164,name\n${Array.from({ length: count }, (_, index) => `+4930${String(23_000_000 + index)},Person ${index}`).join('\n')}\n`,
    ),
  });
  await upload.locator('input[type=file]').setInputFiles(file(10_001));
  await upload.getByRole('button', { name: 'Upload contacts' }).hover();
  await expect(
    page.getByText('There are 10,001 contacts: more than 10,000.').filter({ visible: true }),
  ).toBeVisible();
  await expect(upload.getByRole('button', { name: 'Upload contacts' })).toBeDisabled();
  await upload.locator('input[type=file]').setInputFiles(file(10_000));
  await expect(upload.getByText('10,000 valid contacts')).toBeVisible();
  await upload.getByRole('button', { name: 'Upload contacts' }).click();
  await expect(page.getByText('(10,000)')).toBeVisible();
  await expect(table(page, 'Contacts').getByRole('rowheader')).toHaveCount(25);
});
