import { CreateEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE_MS = 60_000;

/** Lets SES send from an address, as its owner does once by hand. */
export async function verifySender(endpoint: string, address: string): Promise<void> {
  await new SESv2Client({ endpoint }).send(new CreateEmailIdentityCommand({ EmailIdentity: address }));
}

/** The text of a mail that was sent to an address, as soon as there is one. @throws Error when none comes */
export async function mailTo(endpoint: string, address: string): Promise<string> {
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await pause(250)) {
    const answer = await fetch(`${endpoint}/_ministack/ses/messages`);
    const { messages } = (await answer.json()) as { messages: Record<string, object[]> };
    const mail = Object.values(messages)
      .flat()
      .map((message) => JSON.stringify(message))
      .find((message) => message.includes(address));
    if (mail !== undefined) return mail;
  }
  throw new Error(`No mail to ${address} was sent`);
}
