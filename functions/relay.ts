import {
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderClient,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { publishEnvironmentChange } from '../lib/deliveries/environment-events.ts';
import type { Publishing } from '../lib/deliveries/publish.ts';
import { deployed, variable, type FunctionEnvironment } from '../lib/deployed.ts';
import { mailAlert } from '../lib/mail/mail-alert.ts';
import { mailDisabledWebhook } from '../lib/mail/mail-disabled-webhook.ts';
import { mailExpiry } from '../lib/mail/mail-expiry.ts';
import { mailInvitation } from '../lib/mail/mail-invitation.ts';
import type { MailContext } from '../lib/mail/mail.ts';
import { leaveUnsent } from '../lib/mail/unsent.ts';
import { eachChange } from '../lib/table/stream/each-change.ts';
import { signOutRemoved, type SignOutContext } from '../lib/members/sign-out-removed.ts';
import { publishing } from './queues/publishing.ts';
import { withSecret } from './secrets/secret.ts';

/**
 * On the table's stream, given the changes of invitations, former memberships, environments, webhooks, alerts and service
 * accounts: passes on to other services what was committed.
 */
export const serve = eachChange<MailContext & SignOutContext & Publishing>(async (change, context) => {
  await mailInvitation(change, context);
  await mailDisabledWebhook(change, context);
  await mailAlert(change, context);
  await mailExpiry(change, context);
  await signOutRemoved(change, context);
  await publishEnvironmentChange(change, context);
});

export const handler = withSecret('INVITATION_KEY_ARN', (invitationKey) =>
  deployed((context) => {
    const { MAIL_FROM: from, MAIL_CONFIGURATION_SET: configurationSet } =
      process.env as Partial<FunctionEnvironment>;
    return serve({
      ...context,
      invitationKey,
      ...publishing(),
      sendMail: from === undefined ? leaveUnsent(context) : sesMail(from, configurationSet),
      signOut: cognitoSignOut(variable('USER_POOL_ID')),
    });
  }),
);

/** Both tries of a request end well before the time that `eachChange` leaves for a change. */
const patience = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
};

function sesMail(from: string, ConfigurationSetName: string | undefined): MailContext['sendMail'] {
  const ses = new SESv2Client(patience);
  return async ({ to, subject, text, html, eventId }) => {
    const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });
    await ses.send(
      new SendEmailCommand({
        FromEmailAddress: from,
        ConfigurationSetName,
        Destination: { ToAddresses: [to] },
        Content: {
          Simple: {
            Subject: utf8(subject),
            Body: { Text: utf8(text), Html: utf8(html) },
            // Mail programs that know this header show a mail that arrives twice only once.
            Headers: [{ Name: 'X-Entity-Ref-ID', Value: eventId }],
          },
        },
      }),
    );
  };
}

function cognitoSignOut(userPoolId: string): SignOutContext['signOut'] {
  const cognito = new CognitoIdentityProviderClient(patience);
  return async (user) => {
    try {
      await cognito.send(new AdminUserGlobalSignOutCommand({ UserPoolId: userPoolId, Username: user }));
    } catch (thrown) {
      // Someone who is no longer in the pool has no session.
      if (!(thrown instanceof UserNotFoundException)) throw thrown;
    }
  };
}
