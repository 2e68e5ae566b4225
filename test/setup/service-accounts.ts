import { asAdmin, done, type TestAccount, type TestBerth } from './berth.ts';

/** A service account, with its secret. */
export async function aServiceAccount(
  { call }: Pick<TestBerth, 'call'>,
  account: Pick<TestAccount, 'accountId' | 'admin'>,
  body: { role: 'admin' | 'member'; name?: string; expiresAt?: string },
): Promise<{ readonly id: string; readonly secret: string }> {
  const { id, secret } = done(
    await call('createServiceAccount', { ...asAdmin(account), body: { name: 'Pipeline', ...body } }),
  );
  return { id, secret: secret ?? '' };
}
