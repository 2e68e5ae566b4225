import type { Context } from '../context.ts';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The same id when the same mail is sent again, because mails are sent at least once. */
  readonly eventId: string;
}

/** The context of functions that send mail. */
export interface MailContext extends Context {
  /** Resolves when the mail is on its way. */
  readonly sendMail: (mail: Mail) => Promise<void>;
}
