import { readFile } from 'node:fs/promises';
import { aPerson, anAccount, call, environmentIn } from './api.ts';
import { table } from './page.ts';
import { expect, test } from './test.ts';

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
