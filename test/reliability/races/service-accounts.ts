import { limits } from '../../../lib/api/limits.ts';
import { noteReminders } from '../../../lib/service-accounts/expiry-reminders.ts';
import { asAdmin, done, type TestAccount } from '../../setup/berth.ts';
import { aServiceAccount } from '../../setup/service-accounts.ts';
import type { Race, Step } from '../race.ts';
import { inAnAccount } from './place.ts';
import { asks, rename } from './steps.ts';

type Secret = { readonly id: string; readonly secret: string };

const of = (account: TestAccount, { id }: Pick<Secret, 'id'>) => asAdmin(account, { serviceAccountId: id });
const createServiceAccount = (account: TestAccount) =>
  asks('createServiceAccount', { ...asAdmin(account), body: { name: 'One more', role: 'member' } });
const remove = (account: TestAccount, one: Secret) => asks('deleteServiceAccount', of(account, one));
const edit = (
  account: TestAccount,
  one: Secret,
  body: { role?: 'member'; name?: string; expiresAt?: string },
) => asks('editServiceAccount', { ...of(account, one), body });
const rotate = (account: TestAccount, one: Secret) =>
  asks('rotateServiceAccountSecret', { ...of(account, one), body: { graceSeconds: 0 } });
/** A change by the service account itself, with its first secret. */
const renames = (account: TestAccount, { secret }: Secret) => rename(account, 'By a pipeline', secret);
/** Whether its change comes before or after the change to it. */
const nameOf =
  (account: TestAccount): Step =>
  async ({ call }) =>
    done(await call('getAccount', asAdmin(account))).name;

/** A round of the sweeper on an account at which a reminder is due. */
const noteReminder =
  ({ accountId }: TestAccount): Step =>
  async ({ context }) => {
    await noteReminders(accountId, context);
    return 'noted';
  };

/** Service accounts that write while an Admin takes away their right. */
export const serviceAccountRaces: readonly Race[] = [
  ...(
    [
      ['deleted', remove],
      ['demoted', (account: TestAccount, one: Secret) => edit(account, one, { role: 'member' })],
      ['given another secret', rotate],
    ] as const
  ).map(([what, change]): Race => ({
    name: `a service account is ${what} while it writes`,
    given: inAnAccount(async (account, stage) => {
      const one = await aServiceAccount(stage, account, { role: 'admin' });
      return { ada: [change(account, one), nameOf(account)], pipeline: [renames(account, one)] };
    }),
  })),
  {
    name: 'the expiry of a service account is moved while its reminder is noted',
    given: inAnAccount(async (account, stage) => {
      const inDays = (days: number) =>
        new Date(stage.context.clock.now() + days * 24 * 3_600_000).toISOString();
      const { id } = await aServiceAccount(stage, account, { role: 'member', expiresAt: inDays(6) });
      return {
        ada: [edit(account, { id, secret: '' }, { expiresAt: inDays(30) })],
        sweeper: [noteReminder(account)],
      };
    }),
  },
  {
    name: 'two service accounts are created where there is room for one',
    given: inAnAccount(async (account, stage) => {
      for (let made = 0; made < limits.serviceAccounts - 1; made += 1)
        await aServiceAccount(stage, account, { role: 'member' });
      return { ada: [createServiceAccount(account)], ben: [createServiceAccount(account)] };
    }),
  },
  {
    name: 'two service accounts are created where there is none',
    given: inAnAccount((account) => ({
      ada: [createServiceAccount(account)],
      ben: [createServiceAccount(account)],
    })),
  },
  {
    name: 'a service account is renamed, demoted and deleted at once',
    given: inAnAccount(async (account, stage) => {
      const one = await aServiceAccount(stage, account, { role: 'admin' });
      return {
        ada: [edit(account, one, { name: 'Another' })],
        ben: [edit(account, one, { role: 'member' })],
        cy: [remove(account, one)],
      };
    }),
  },
];
