import { readAllAdmins } from '../auth/membership.ts';
import type { ServiceAccountsItem, StoredServiceAccount } from '../auth/service-account.ts';
import { instant } from '../clock.ts';
import { accountIn, isServiceAccounts } from '../table/keys.ts';
import type { ItemChange } from '../table/stream/item-change.ts';
import type { MailContext } from './mail.ts';
import { plainMail } from './plain-mail.ts';

/** Reminds the Admins of an account that a service account expires soon. */
export async function mailExpiry({ key, before, after }: ItemChange, context: MailContext): Promise<void> {
  if (!isServiceAccounts(key) || before === undefined || after === undefined) return;
  const known = (before as ServiceAccountsItem).serviceAccounts;
  const expiring = Object.values((after as ServiceAccountsItem).serviceAccounts).filter(
    ({ id, reminded }) => reminded !== undefined && reminded !== known[id]?.reminded,
  );
  if (expiring.length === 0) return;
  const admins = await readAllAdmins(context.table, accountIn(key));
  for (const serviceAccount of expiring)
    for (const { email, userId } of admins)
      await context.sendMail({
        to: email,
        eventId: `${serviceAccount.id}.${serviceAccount.expiresAt}.${serviceAccount.reminded}.${userId}`,
        ...textFor(serviceAccount, context.settings.consoleOrigin),
      });
}

function textFor({ name, expiresAt = 0, reminded }: StoredServiceAccount, console: string) {
  const when = `${instant(expiresAt).slice(0, 16).replace('T', ' ')} UTC`;
  return plainMail(`Service account expires in ${reminded === 1 ? 'a day' : `${reminded} days`}: ${name}`, [
    `The service account “${name}” expires on ${when}. From then on Berth refuses requests that use its secret.`,
    `If something still uses it, give it a later expiry under Settings → Service accounts: ${console}/`,
  ]);
}
