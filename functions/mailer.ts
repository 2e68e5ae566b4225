import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { deployed, variable } from '../lib/deployed.ts';
import { mailInvitation } from '../lib/mail/mail-invitation.ts';
import type { MailWorld } from '../lib/mail/mail.ts';
import { eachChange } from '../lib/table/each-change.ts';

/** On the table's stream, given the changes of invitations. */
export const serve = eachChange(mailInvitation);

export const handler = deployed((world) => serve({ ...world, sendMail: sesMail(variable('MAIL_FROM')) }));

function sesMail(from: string): MailWorld['sendMail'] {
  const ses = new SESv2Client({});
  return async ({ to, subject, text, html, eventId }) => {
    const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });
    await ses.send(
      new SendEmailCommand({
        FromEmailAddress: from,
        Destination: { ToAddresses: [to] },
        Content: {
          Simple: {
            Subject: utf8(subject),
            Body: { Text: utf8(text), Html: utf8(html) },
            // Mail programs that know it show a mail that came twice once.
            Headers: [{ Name: 'X-Entity-Ref-ID', Value: eventId }],
          },
        },
      }),
    );
  };
}
