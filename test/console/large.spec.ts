import { readFile } from 'node:fs/promises';
import { limits } from '../../lib/api/limits.ts';
import { expectAccessible } from './accessible.ts';
import { aCampaign, anAccount, call, join } from './api.ts';
import { opened, press, table } from './page.ts';
import { expect, test } from './test.ts';

test('a hundred users are one list in the order of their names, and the hundred and first is refused with an explanation', async ({
  aPerson,
  ada,
}) => {
  const account = await anAccount(ada);
  for (let index = 1; index < limits.users; index += 1) {
    const name = `User ${String(((index * 37) % 100) + 100)}`;
    await join(account, await aPerson(name), 'member');
  }
  const page = await ada.opens('/settings/users');
  await expect(page.getByText('(100)')).toBeVisible();
  const rows = table(page, 'Users').getByRole('rowheader');
  const people: string[] = [];
  for (const at of [1, 2, 3, 4]) {
    await expect(rows).toHaveCount(25);
    people.push(...(await rows.allTextContents()));
    if (at < 4) await press(page, 'Next page');
  }
  expect(new Set(people).size).toBe(100);
  expect(people).toEqual(people.toSorted((one, other) => one.localeCompare(other)));
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1280);
  const add = await opened(page, 'Add User');
  await add.getByLabel('Email').fill('one.more@example.com');
  await press(add, 'Send invitation');
  await expect(add.getByRole('alert')).toContainText('100 users');
  await expectAccessible(page);
});

test('a person can reach each page of a history of six hundred calls, and the file holds them all', async ({
  berth,
  ada,
}) => {
  const account = await anAccount(ada, { production: 20 });
  const { id, secret } = account.environments.production;
  for (let batch = 0; batch < 30; batch += 1) {
    const ids = Array.from(
      { length: 20 },
      (_, index) => `call-${String(batch * 20 + index).padStart(3, '0')}`,
    );
    await Promise.all(ids.map(async (callId) => call(berth, secret, 'POST /v1/calls', { id: callId })));
    await Promise.all(ids.map(async (callId) => call(berth, secret, `DELETE /v1/calls/${callId}`)));
  }
  const page = await ada.opens(`/${account.id}/${id}/history`);
  const calls = table(page, 'Ended calls').getByRole('rowheader');
  const seen = new Set<string>();
  for (let at = 1; at <= 24; at += 1) {
    await expect(calls).toHaveCount(25);
    for (const text of await calls.allTextContents()) seen.add(text);
    if (at < 24) {
      const [first = ''] = await calls.allTextContents();
      await press(page, 'Next page');
      await expect(calls.first()).not.toHaveText(first);
    }
  }
  expect(seen.size).toBe(600);
  const downloading = page.waitForEvent('download');
  await press(page, 'Export CSV');
  const lines = (await readFile(await (await downloading).path(), 'utf8')).trimEnd().split('\r\n');
  expect(lines).toHaveLength(1 + 600);
});

test('ten thousand contacts can be uploaded in one file, and one more is refused before anything is sent', async ({
  ada,
}) => {
  const account = await anAccount(ada, { production: 5 });
  const { id } = account.environments.production;
  const { campaignId } = await aCampaign(account, id);
  const page = await ada.opens(`/${account.id}/${id}/campaigns/${campaignId}`);
  const upload = await opened(page, 'Upload contacts', 'Upload the contacts of Spring offer');
  const file = (count: number) => ({
    name: 'contacts.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(
      `e164,name\n${Array.from({ length: count }, (_, index) => `+4930${String(23_000_000 + index)},Person ${index}`).join('\n')}\n`,
    ),
  });
  await upload.locator('input[type=file]').setInputFiles(file(10_001));
  await expect(
    upload.getByText('There are 10,001 contacts: more than 10,000.').filter({ visible: true }),
  ).toBeVisible();
  await expect(upload.getByRole('button', { name: 'Upload contacts' })).toBeDisabled();
  await upload.locator('input[type=file]').setInputFiles(file(10_000));
  await expect(upload.getByText('10,000 valid contacts')).toBeVisible();
  await press(upload, 'Upload contacts');
  await expect(page.getByText('(10,000)')).toBeVisible();
  await expect(table(page, 'Contacts').getByRole('rowheader')).toHaveCount(100);
});
