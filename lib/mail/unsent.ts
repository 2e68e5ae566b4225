import type { Context } from '../context.ts';
import type { MailContext } from './mail.ts';

/** Replaces a mail service where a stage has no sender: the log says which mail was not sent, without its content. */
export const leaveUnsent =
  ({ log }: Pick<Context, 'log'>): MailContext['sendMail'] =>
  async ({ eventId }) =>
    log({ level: 'warn', message: 'mail not sent: the stage has no sender', mail: eventId });
