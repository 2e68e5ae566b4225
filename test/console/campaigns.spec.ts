import { expectAccessible } from './accessible.ts';
import { aCampaign, aPerson, anAccount } from './api.ts';
import { choose, dialog, goTo, pick, row, switchTo, table } from './page.ts';
import { expect, test } from './test.ts';

const csv = (...lines: string[]) => ({
  name: 'contacts.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(['e164,name', ...lines, ''].join('\n')),
});

const jsonLines = (...contacts: object[]) => ({
  name: 'contacts.jsonl',
  mimeType: '',
  buffer: Buffer.from(contacts.map((contact) => JSON.stringify(contact)).join('\n')),
});

test('a campaign gets its contacts, all of a file or none, goes the way it may, and holds on to its agent until it is deleted', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  const account = await anAccount(berth, ada, {
    environments: { production: { maxConcurrentCalls: 5 } },
  });
  const production = account.environments['production']?.id ?? '';
  const { e164: from } = await aCampaign(berth, ada, account, production);
  const page = await signedIn(ada, '/campaigns');
  await expect(page.getByText('default has no campaigns yet.')).toBeVisible();
  await switchTo(page, 'production');
  await expect(row(page, 'Campaigns', 'Spring offer')).toContainText('Draft');

  await page.getByRole('button', { name: 'Create campaign' }).click();
  const create = dialog(page, 'Create campaign');
  await create.getByLabel('Name').fill('Reminders');
  await pick(page, create, 'Agent', 'Front desk');
  await create.getByRole('button', { name: 'Number' }).click();
  await page.getByRole('option', { name: from }).click();
  await create.getByRole('checkbox', { name: 'No limit of its own' }).uncheck();
  await create.getByLabel('Max Concurrent Calls').fill('3');
  await expectAccessible(page);
  await create.getByRole('button', { name: 'Create campaign' }).click();
  await expect(row(page, 'Campaigns', 'Reminders')).toContainText(`DraftFront desk${from}30`);
  await expectAccessible(page);
  await choose(page, 'Actions for Reminders', 'Edit');
  const edit = dialog(page, 'Edit Reminders');
  await expect(edit.getByLabel('Max Concurrent Calls')).toHaveValue('3');
  await edit.getByRole('checkbox', { name: 'No limit of its own' }).check();
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(row(page, 'Campaigns', 'Reminders')).toContainText('No limit of its own');

  await row(page, 'Campaigns', 'Reminders').getByRole('link', { name: 'Reminders' }).click();
  await expect(page.getByText('Reminders has no contacts yet.')).toBeVisible();
  await page.getByRole('button', { name: 'Upload contacts' }).click();
  const upload = dialog(page, 'Upload the contacts of Reminders');
  await expect(upload.getByLabel('Example of CSV')).toContainText('e164,name');
  const others = Array.from({ length: 26 }, (_, index) => `+442079460${100 + index}`);
  const file = upload.locator('input[type=file]');
  await file.setInputFiles(csv('+442079460958,Ada', '0171 555,Bob', ...others.map((e164) => `${e164},`)));
  await expect(upload.getByText('28 contacts')).toBeVisible();
  await upload.getByRole('button', { name: 'Upload contacts' }).click();
  const refusal = upload.getByRole('alert');
  await expect(refusal).toContainText('One error was found, so nothing was changed');
  await expect(
    refusal.getByRole('row', { name: '3 0171 555,Bob e164: Must be a telephone number' }),
  ).toBeVisible();
  await expectAccessible(page);

  await file.setInputFiles(
    jsonLines({ e164: '+442079460958', name: 'Ada' }, ...others.map((e164) => ({ e164 }))),
  );
  await expect(refusal).toHaveCount(0);
  await expect(upload.getByText('JSON lines, 27 contacts')).toBeVisible();
  await upload.getByRole('button', { name: 'Upload contacts' }).click();
  await expect(page.getByText('Reminders has 27 contacts')).toBeVisible();
  const contacts = table(page, 'Contacts').getByRole('rowheader');
  await expect(contacts).toHaveCount(25);
  await expect(contacts.first()).toHaveText('+442079460958');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Next page' }).click();
  await expect(contacts).toHaveText(others.slice(24));

  await page.getByRole('button', { name: 'Upload contacts' }).click();
  await file.setInputFiles({ ...csv(), buffer: Buffer.from('+442079460958,Ada\n+442079460959,Bob\n') });
  await upload.getByRole('button', { name: 'Upload contacts' }).click();
  await expect(refusal).toContainText('must name the fields, separated by commas: e164 (required), name', {
    ignoreCase: true,
  });
  await file.setInputFiles(csv());
  await expect(upload.getByRole('button', { name: 'Upload contacts' })).toBeDisabled();
  await upload.getByRole('checkbox', { name: 'Remove all contacts of Reminders' }).check();
  await expect(upload.getByRole('button', { name: 'Upload contacts' })).toBeEnabled();
  await expectAccessible(page);
  await upload.getByRole('button', { name: 'Cancel' }).click();
  await upload.getByRole('button', { name: 'Discard changes' }).click();
  await expect(contacts).toHaveText(others.slice(24));

  await page.getByRole('button', { name: 'Start' }).click();
  const start = dialog(page, 'Start Reminders');
  await expect(start.getByText('Starts calling 27 contacts.')).toBeVisible();
  await expectAccessible(page);
  await start.getByRole('button', { name: 'Start campaign' }).click();
  await expect(page.getByText('Running', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Start' })).toHaveCount(0);
  for (const [step, status] of [
    ['Pause', 'Paused'],
    ['Resume', 'Running'],
    ['Complete', 'Completed'],
  ] as const) {
    await page.getByRole('button', { name: step }).click();
    await page.getByRole('button', { name: `${step} campaign` }).click();
    await expect(page.getByText(status, { exact: true })).toBeVisible();
  }
  for (const step of ['Start', 'Pause', 'Resume', 'Complete'])
    await expect(page.getByRole('button', { name: step })).toHaveCount(0);

  await goTo(page, 'Agents');
  await choose(page, 'Actions for Front desk', 'Delete');
  const deleteAgent = dialog(page, 'Delete Front desk');
  await deleteAgent.getByRole('button', { name: 'Delete agent' }).click();
  await expect(deleteAgent.getByRole('alert').getByRole('listitem')).toHaveText([
    `Number ${from}`,
    'Campaign Spring offer',
    'Campaign Reminders',
  ]);
  await expectAccessible(page);
  await deleteAgent.getByRole('link', { name: 'Reminders' }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('button', { name: 'Delete campaign' }).click();
  await expect(page.getByText('Reminders is deleted')).toBeVisible();
  await expect(row(page, 'Campaigns', 'Spring offer')).toBeVisible();
  await expect(row(page, 'Campaigns', 'Reminders')).toHaveCount(0);
});
