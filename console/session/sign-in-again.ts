import { User } from 'oidc-client-ts';
import { hear, tell } from './channel.ts';

/** The first address of a window that was opened to sign in again on behalf of another one. */
export const SIGN_IN_AGAIN = '/sign-in-again';

/** The id by which the two windows recognise each other. */
const messageFor = (ticket: string) => `signed-in ${ticket}`;

/** Opens a window for the sign-in, and waits for the person who signs in there. */
export async function waitForSignIn({ email, asked }: { email: string; asked: boolean }): Promise<User> {
  const ticket = crypto.randomUUID();
  const query = new URLSearchParams({ ticket, email, ...(asked && { asked: 'true' }) });
  const answered = new Promise<User>((resolve) => {
    const stop = hear(messageFor(ticket), (user) => {
      stop();
      resolve(User.fromStorageString(user));
    });
  });
  window.open(`${SIGN_IN_AGAIN}?${query.toString()}`, '_blank', 'popup,width=520,height=720');
  return answered;
}

/** In that window: passes the sign-in to the waiting window, and closes. Returns false in any other window. */
export function handOver(user: User): boolean {
  const { pathname, search } = window.location;
  const ticket = new URLSearchParams(search).get('ticket');
  if (pathname !== SIGN_IN_AGAIN || ticket === null) return false;
  tell(messageFor(ticket), user.toStorageString());
  window.close();
  return true;
}
