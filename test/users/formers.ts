import { randomUUID } from 'node:crypto';
import { asAdmin, done, type TestAccount, type TestBerth } from '../setup/berth.ts';
import { tokenOf } from '../setup/invitation-token.ts';

/** The items that docs/architecture.md allows to stay for a day or two under a person's id or address. */
const briefly = /^(IDEMPOTENCY#|ADDRESS#|USER#.* INVITATIONS_SENT#)/;

/** People who have left traces, and a search for what is left of them. */
export function formers(berth: TestBerth) {
  const { call, context } = berth;

  /** The items that contain one of these texts. */
  const found = async (...texts: string[]) =>
    (await berth.items())
      .filter(({ pk, sk }) => !briefly.test(`${String(pk)} ${String(sk)}`))
      .filter((item) =>
        texts.some((text) => JSON.stringify(item).toLowerCase().includes(text.toLowerCase())),
      );

  async function invite(account: Pick<TestAccount, 'accountId' | 'admin'>, email: string) {
    const body = { email, role: 'admin' as const };
    const { id } = done(await call('createInvitation', { ...asAdmin(account), body }));
    return tokenOf(context, account.accountId, id);
  }

  /**
   * An Admin with traces everywhere: they were invited and renamed, have moved to another address, and have changed and
   * sent things.
   */
  async function someoneActive(account: TestAccount) {
    const former = `Former.${randomUUID()}@example.com`;
    const first = await berth.aPerson({ email: former });
    done(await call('acceptInvitation', { as: first.token, body: { token: await invite(account, former) } }));
    const params = { accountId: account.accountId };
    done(await call('renameAccount', { as: first.token, params, body: { name: 'By Zelda' } }));
    await invite({ ...account, admin: first }, `guest-${randomUUID()}@example.com`);
    const role = { ...params, userId: first.userId };
    done(await call('changeRole', { as: account.admin.token, params: role, body: { role: 'member' } }));
    const { name } = done(await call('getMe', { as: first.token }));
    return { person: first, texts: [former, name] };
  }

  return { found, invite, someoneActive };
}
