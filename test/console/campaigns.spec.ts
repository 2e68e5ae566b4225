import { readFile } from 'node:fs/promises';
import writeXlsxFile from 'write-excel-file/node';
import { expectAccessible } from './accessible.ts';
import { aCampaign, aPerson, anAccount, environmentIn } from './api.ts';
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
  await expect(page.getByText('default has no campaigns yet')).toBeVisible();
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
  await expect(page.getByText('Reminders has no contacts yet')).toBeVisible();
  await page.getByRole('button', { name: 'Upload contacts' }).click();
  const upload = dialog(page, 'Upload the contacts of Reminders');
  const others = Array.from({ length: 26 }, (_, index) => `+442079460${100 + index}`);
  const file = upload.locator('input[type=file]');
  await file.setInputFiles(
    jsonLines({ e164: '+442079460958', name: 'Ada' }, ...others.map((e164) => ({ e164 }))),
  );
  await expect(upload.getByText('27 valid contacts')).toBeVisible();
  await upload.getByRole('button', { name: 'Upload contacts' }).click();
  await expect(page.getByText('Reminders has 27 contacts')).toBeVisible();
  const contacts = table(page, 'Contacts').getByRole('rowheader');
  await expect(contacts).toHaveCount(25);
  await expect(contacts.first()).toHaveText('+442079460958');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Next page' }).click();
  await expect(contacts).toHaveText(others.slice(24));

  await page.getByRole('button', { name: 'Upload contacts' }).click();
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

test('contacts come from the files that people have: columns of any name, national numbers, Excel; bad lines are listed, and left out on request', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  const account = await anAccount(berth, ada, { environments: { production: { maxConcurrentCalls: 5 } } });
  const production = environmentIn(account, 'production').id;
  const { campaignId } = await aCampaign(berth, ada, account, production);
  const page = await signedIn(ada, `/${account.id}/${production}/campaigns/${campaignId}`);
  await page.getByRole('button', { name: 'Upload contacts' }).click();
  const upload = dialog(page, 'Upload the contacts of Spring offer');
  const file = upload.locator('input[type=file]');
  // As a German Excel saves it: semicolons, its own letters, no UTF-8.
  await file.setInputFiles({
    name: 'Kunden.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(
      [
        'Vorname;Nachname;Firma;Mobil / Telefon',
        'J\u00fcrgen;M\u00fcller;"Acme; Inc";030 23125014',
        'Eva;Klein;;0049 30 23125015',
        'Kein;Anschluss;;12',
        'Noch;Mal;;+49 30 23125014',
      ].join('\r\n'),
      'latin1',
    ),
  });
  await upload.getByRole('button', { name: 'Country of national numbers' }).click();
  await page.getByLabel('Find a country').fill('germany');
  await page.getByRole('option', { name: 'Germany' }).click();
  await expect(upload.getByRole('row', { name: '+493023125014 J\u00fcrgen M\u00fcller' })).toBeVisible();
  const bad = upload.getByRole('alert');
  await expect(bad).toContainText('2 lines have a problem');
  await expect(
    bad.getByRole('row', { name: /^4 Kein, .* Not a telephone number that exists/ }),
  ).toBeVisible();
  await expect(bad.getByRole('row', { name: /^5 Noch, .* Same number as line 2/ })).toBeVisible();
  await expect(upload.getByRole('button', { name: 'Upload contacts' })).toBeDisabled();
  await expectAccessible(page);
  const downloading = page.waitForEvent('download');
  await bad.getByRole('button', { name: 'Download these lines' }).click();
  const lines = (await readFile(await (await downloading).path(), 'utf8')).trimEnd().split('\n');
  expect(lines).toEqual([
    'Vorname,Nachname,Firma,Mobil / Telefon,Line,Problem',
    'Kein,Anschluss,,12,4,Not a telephone number that exists',
    'Noch,Mal,,+49 30 23125014,5,Same number as line 2',
  ]);
  await upload.getByRole('checkbox', { name: /^Leave these lines out/ }).check();
  await upload.getByRole('button', { name: 'Upload 2 contacts' }).click();
  await expect(page.getByText('Spring offer has 2 contacts')).toBeVisible();
  await expect(row(page, 'Contacts', '+493023125014')).toContainText('J\u00fcrgen M\u00fcller');

  await page.getByRole('button', { name: 'Upload contacts' }).click();
  const people = Array.from({ length: 2_000 }, (_, index) => [
    `Person ${index}`,
    `+4420794${String(60_000 + index)}`,
  ]);
  await file.setInputFiles({
    name: 'contacts.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: await writeXlsxFile([['Display Name', 'Phone 1 - Value'], ...people]).toBuffer(),
  });
  await expect(upload.getByText('2,000 rows')).toBeVisible();
  await expect(upload.getByText('2,000 valid contacts')).toBeVisible();
  await upload.getByRole('button', { name: 'Upload contacts' }).click();
  await expect(page.getByText('Spring offer has 2,000 contacts')).toBeVisible();
  await expect(row(page, 'Contacts', '+442079460000')).toContainText('Person 0');
});
