import { readFile } from 'node:fs/promises';
import writeXlsxFile from 'write-excel-file/node';
import { expectAccessible } from './accessible.ts';
import { aCampaign, aNumber, anAccount } from './api.ts';
import { chosen, goTo, main, opened, pick, press, row, switchTo, table } from './page.ts';
import { expect, test, type Visitor } from './test.ts';

const jsonLines = (...contacts: object[]) => ({
  name: 'contacts.jsonl',
  mimeType: '',
  buffer: Buffer.from(contacts.map((contact) => JSON.stringify(contact)).join('\n')),
});

/** The dialog that uploads contacts to a campaign of an account of hers. */
async function uploadTo(ada: Visitor) {
  const account = await anAccount(ada, { production: 5 });
  const production = account.environments.production.id;
  const { campaignId } = await aCampaign(account, production);
  const page = await ada.opens(`/${account.id}/${production}/campaigns/${campaignId}`);
  const upload = await opened(page, 'Upload contacts', 'Upload the contacts of Spring offer');
  const file = upload.locator('input[type=file]');
  return { page, upload, file };
}

test('a campaign takes all contacts of a file or none, allows only its next statuses, and keeps its agent from deletion', async ({
  ada,
}) => {
  const account = await anAccount(ada, { production: 5 });
  const production = account.environments.production.id;
  const { e164: from } = await aCampaign(account, production);
  const page = await ada.opens('/campaigns');
  await expect(page.getByText('default has no campaigns yet')).toBeVisible();
  await switchTo(page, 'production');
  await expect(row(page, 'Campaigns', 'Spring offer')).toContainText('Draft');

  const create = await opened(page, 'Create campaign');
  await create.getByLabel('Name').fill('Reminders');
  await pick(page, create, 'Agent', 'Front desk');
  await press(create, 'Number');
  await page.getByRole('option', { name: from }).click();
  await create.getByRole('checkbox', { name: 'No limit of its own' }).uncheck();
  await create.getByLabel('Max Concurrent Calls').fill('3');
  await expectAccessible(page);
  await press(create, 'Create campaign');
  // Wide enough for every column.
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(row(page, 'Campaigns', 'Reminders')).toContainText(`DraftFront desk${from}30`);
  await expectAccessible(page);
  const edit = await chosen(page, 'Actions for Reminders', 'Edit', 'Edit Reminders');
  await expect(edit.getByLabel('Max Concurrent Calls')).toHaveValue('3');
  await edit.getByRole('checkbox', { name: 'No limit of its own' }).check();
  await press(edit, 'Save');
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(row(page, 'Campaigns', 'Reminders')).toContainText('No limit of its own');

  await row(page, 'Campaigns', 'Reminders').getByRole('link', { name: 'Reminders' }).click();
  await expect(page.getByText('Reminders has no contacts yet')).toBeVisible();
  const upload = await opened(page, 'Upload contacts', 'Upload the contacts of Reminders');
  const others = Array.from({ length: 101 }, (_, index) => `+442079460${100 + index}`);
  const file = upload.locator('input[type=file]');
  await file.setInputFiles(
    jsonLines({ e164: '+442079460958', name: 'Ada' }, ...others.map((e164) => ({ e164 }))),
  );
  await expect(upload.getByText('102 valid contacts')).toBeVisible();
  await press(upload, 'Upload contacts');
  await expect(page.getByText('Reminders has 102 contacts')).toBeVisible();
  const contacts = table(page, 'Contacts').getByRole('rowheader');
  await expect(contacts).toHaveCount(100);
  await expect(contacts.first()).toHaveText('+442079460958');
  await expectAccessible(page);
  await press(page, 'Next page');
  await expect(contacts).toHaveText(others.slice(99));

  const start = await opened(page, 'Start', 'Start Reminders');
  await expect(start.getByText('Your call software can start calling these 102 contacts.')).toBeVisible();
  await expectAccessible(page);
  await press(start, 'Start campaign');
  await expect(page.getByText('Running', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Start' })).toHaveCount(0);
  for (const [step, status] of [
    ['Pause', 'Paused'],
    ['Resume', 'Running'],
    ['Complete', 'Completed'],
  ] as const) {
    await page.getByRole('button', { name: step }).click();
    await press(page, `${step} campaign`);
    await expect(page.getByText(status, { exact: true })).toBeVisible();
  }
  for (const step of ['Start', 'Pause', 'Resume', 'Complete'])
    await expect(page.getByRole('button', { name: step })).toHaveCount(0);

  await goTo(page, 'Agents');
  const deleteAgent = await chosen(page, 'Actions for Front desk', 'Delete', 'Delete Front desk');
  await press(deleteAgent, 'Delete agent');
  await expect(deleteAgent.getByRole('alert').getByRole('listitem')).toHaveText([
    `Number ${from}`,
    'Campaign Spring offer',
    'Campaign Reminders',
  ]);
  await expectAccessible(page);
  await deleteAgent.getByRole('link', { name: 'Reminders' }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await press(page, 'Delete campaign');
  await expect(page.getByText('Reminders is deleted')).toBeVisible();
  await expect(row(page, 'Campaigns', 'Spring offer')).toBeVisible();
  await expect(row(page, 'Campaigns', 'Reminders')).toHaveCount(0);
});

test('contacts come from files with columns of any name, national numbers and Excel; bad lines are listed, and left out on request', async ({
  ada,
}) => {
  const { page, upload, file } = await uploadTo(ada);
  // As a German Excel saves it: semicolons, and an encoding of its own instead of UTF-8.
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
  await press(upload, 'Country of national numbers');
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
  await press(bad, 'Download these lines');
  const lines = (await readFile(await (await downloading).path(), 'utf8')).trimEnd().split('\n');
  expect(lines).toEqual([
    'Vorname,Nachname,Firma,Mobil / Telefon,Line,Problem',
    'Kein,Anschluss,,12,4,Not a telephone number that exists',
    'Noch,Mal,,+49 30 23125014,5,Same number as line 2',
  ]);
  await upload.getByRole('checkbox', { name: /^Leave these lines out/ }).check();
  await press(upload, 'Upload 2 contacts');
  await expect(page.getByText('Spring offer has 2 contacts')).toBeVisible();
  await expect(row(page, 'Contacts', '+493023125014')).toContainText('J\u00fcrgen M\u00fcller');

  await press(page, 'Upload contacts');
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
  await press(upload, 'Upload contacts');
  await expect(page.getByText('Spring offer has 2,000 contacts')).toBeVisible();
  await expect(row(page, 'Contacts', '+442079460000')).toContainText('Person 0');
});

const named = (name: string, buffer: Buffer) => ({ name, mimeType: '', buffer });
const bytes = (...start: number[]) => Buffer.from([...start, ...Buffer.alloc(600)]);

test('a file that is no list of contacts is refused with its reason, UTF-16 is read, and removing all contacts is an action of its own', async ({
  ada,
}) => {
  const account = await anAccount(ada, { production: { maxConcurrentCalls: 5, critical: true } });
  const production = account.environments.production.id;
  const { campaignId } = await aCampaign(account, production);
  const page = await ada.opens(`/${account.id}/${production}/campaigns/${campaignId}`);
  await expect(page.getByText('Spring offer has no contacts yet')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Remove all contacts' })).toHaveCount(0);
  const upload = await opened(page, 'Upload contacts', 'Upload the contacts of Spring offer');
  const file = upload.locator('input[type=file]');
  for (const [wrong, why] of [
    [named('old.xls', bytes(0xd0, 0xcf, 0x11, 0xe0)), 'This is an old Excel file. Save it as .xlsx or CSV.'],
    [named('contacts.csv', Buffer.from('%PDF-1.7 and more')), 'This is not a list of contacts.'],
    [named('contacts.csv', bytes(0x89)), 'This is not a list of contacts.'],
    [named('contacts.csv', Buffer.from('e164,name\n')), 'No rows below the headings.'],
    [named('contacts.csv', Buffer.from(' ')), 'The file is empty.'],
  ] as const) {
    await file.setInputFiles(wrong);
    await expect(upload.getByText(why)).toBeVisible();
    await expect(upload.getByRole('checkbox')).toHaveCount(0);
    await expect(upload.getByRole('button', { name: 'Upload contacts' })).toBeDisabled();
  }
  await expectAccessible(page);

  const text = '\ufeffName\tPhone\r\nJ\u00fcrgen\t+49 30 23125014\r\n';
  await file.setInputFiles(named('utf-16.txt', Buffer.from(text, 'utf16le').swap16()));
  await expect(upload.getByRole('row', { name: '+493023125014 J\u00fcrgen' })).toBeVisible();
  await file.setInputFiles(named('utf-16.txt', Buffer.from(text, 'utf16le')));
  await expect(upload.getByRole('row', { name: '+493023125014 J\u00fcrgen' })).toBeVisible();
  await press(upload, 'Upload contacts');
  await expect(page.getByText('Spring offer has 1 contact', { exact: true })).toBeVisible();

  const remove = await opened(page, 'Remove all contacts', 'Remove all contacts of Spring offer');
  await expect(remove.getByRole('button', { name: 'Remove all contacts' })).toBeDisabled();
  await remove.getByLabel('Type production to confirm').fill('production');
  await expectAccessible(page);
  await press(remove, 'Remove all contacts');
  await expect(page.getByText('Spring offer has no contacts yet')).toBeVisible();
});

test('an empty number is taken from a second column, national numbers are those of the country of the own number, and another country is suggested where most are wrong', async ({
  ada,
}) => {
  const { page, upload, file } = await uploadTo(ada);
  const hubSpot = [
    'Record ID,First Name,Last Name,Number of Form Submissions,Phone Number,Mobile Phone Number',
    '100200300401,Ada,Byron,1,030 23125014,',
    '100200300402,Eva,Klein,2,,030 23125015',
    '100200300403,Max,Muster,3,030 23125016,0151 23456789',
  ];
  await file.setInputFiles(named('hubspot.csv', Buffer.from(hubSpot.join('\n'))));
  await expect(upload.getByText('3 valid contacts')).toBeVisible();
  await expect(upload.getByRole('row', { name: '+493023125015 Eva Klein' })).toBeVisible();
  await expect(upload.getByRole('button', { name: 'If empty, use Mobile Phone Number' })).toBeVisible();
  await expect(upload.getByRole('button', { name: 'Country of national numbers Germany' })).toBeVisible();

  await press(upload, 'Country of national numbers');
  await page.getByLabel('Find a country').fill('france');
  await page.getByRole('option', { name: /^France/ }).click();
  await expect(upload.getByText('Most national numbers are not valid in France.')).toBeVisible();
  await expectAccessible(page);
  await press(upload, 'Use Germany');
  await expect(upload.getByText('3 valid contacts')).toBeVisible();
  await press(upload, 'Upload contacts');
  await expect(page.getByText('Spring offer has 3 contacts')).toBeVisible();
});

test('where there is no agent or no number yet, the dialog of a new campaign says which, and leads there', async ({
  ada,
}) => {
  const account = await anAccount(ada, { production: 5 });
  const production = account.environments.production.id;
  const page = await ada.opens(`/${account.id}/${production}/campaigns`);
  await expect(page.locator('main').getByRole('link', { name: 'Add a number' })).toBeVisible();
  const create = await opened(page, 'Create campaign');
  await expect(create.getByText('production has no agent and no telephone number yet')).toBeVisible();
  await expect(create.getByLabel('Name')).toHaveCount(0);
  await expect(create.getByRole('button', { name: 'Create campaign' })).toBeDisabled();
  await expectAccessible(page);
  await create.getByRole('link', { name: 'Create an agent' }).click();
  await expect(page).toHaveURL(/\/agents\/new$/);
  await expect(create).toHaveCount(0);

  await main(page).getByLabel('Name').fill('Front desk');
  await press(main(page), 'Create agent');
  await expect(page.getByRole('heading', { name: 'Front desk', level: 1 })).toBeVisible();
  await goTo(page, 'Campaigns');
  await press(page, 'Create campaign');
  await expect(create.getByText('production has no telephone number yet')).toBeVisible();
  await create.getByRole('link', { name: 'Add a number' }).click();
  await expect(page).toHaveURL(/\/numbers$/);
  const add = await opened(page, 'Add number');
  const e164 = aNumber();
  await add.getByLabel('Telephone number').fill(e164);
  await press(add, 'Add number');
  await expect(row(page, 'Numbers', e164)).toBeVisible();
  await goTo(page, 'Campaigns');
  await press(page, 'Create campaign');
  await expect(create.getByLabel('Name')).toBeVisible();
  await expect(create.getByText('no telephone number yet')).toHaveCount(0);
});
