import { expectAccessible } from './accessible.ts';
import { aPerson, anAccount, call } from './api.ts';
import { row, switchTo, table } from './page.ts';
import { expect, test } from './test.ts';

test('live calls come and go on the page by themselves, with the figures of their environment', async ({
  berth,
  signedIn,
}) => {
  const ada = await aPerson(berth);
  const account = await anAccount(berth, ada, { environments: { production: { maxConcurrentCalls: 2 } } });
  const secret = account.environments['production']?.secret ?? '';
  const page = await signedIn(ada);
  await expect(page.getByText('No call is running in default.')).toBeVisible();
  await switchTo(page, 'production');
  await expect(page.getByText('No call is running in production.')).toBeVisible();

  await call(berth, secret, 'POST /v1/calls', { id: 'first', direction: 'inbound', leaseSeconds: 3600 });
  await expect(row(page, 'Live calls', 'first')).toContainText('Inbound');
  await expect(page.getByText('1 of 2')).toBeVisible();
  await call(berth, secret, 'POST /v1/calls', { id: 'second', leaseSeconds: 3600 });
  await expect(row(page, 'Live calls', 'second')).toContainText('Outbound');
  await expect(call(berth, secret, 'POST /v1/calls', { id: 'third' })).rejects.toThrow(
    'concurrency_limit_reached',
  );
  await expect(page.getByText('2 of 2')).toBeVisible();
  await expectAccessible(page);

  await call(berth, secret, 'DELETE /v1/calls/first');
  await expect(row(page, 'Live calls', 'first')).toHaveCount(0);
  await expect(page.getByText('1 of 2')).toBeVisible();
});

test('more calls than a page holds can be leafed through', async ({ berth, signedIn }) => {
  const ada = await aPerson(berth);
  const account = await anAccount(berth, ada, { environments: { busy: { maxConcurrentCalls: 20 } } });
  const secret = account.environments['busy']?.secret ?? '';
  for (let index = 1; index <= 11; index += 1) {
    await call(berth, secret, 'POST /v1/calls', { id: `call-${index}`, leaseSeconds: 3600 });
  }
  const page = await signedIn(ada);
  await switchTo(page, 'busy');
  const calls = table(page, 'Live calls').getByRole('rowheader');
  await expect(calls).toHaveCount(10);
  await page.getByRole('button', { name: 'Next page' }).click();
  await expect(calls).toHaveCount(1);
  await page.getByRole('button', { name: 'Previous page' }).click();
  await expect(calls).toHaveCount(10);
});
