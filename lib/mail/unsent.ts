import type { World } from '../world.ts';
import type { MailWorld } from './mail.ts';

/** In the place of a mail service where a stage has no sender: the log says which mail was not sent, and not what stood in it. */
export const leaveUnsent =
  ({ log }: Pick<World, 'log'>): MailWorld['sendMail'] =>
  async ({ eventId }) =>
    log({ level: 'warn', message: 'mail not sent: the stage has no sender', mail: eventId });
