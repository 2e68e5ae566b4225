import { stateFile } from '../identity/state-file.ts';

/** A mail as a deployment would send it. */
export interface OutgoingMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
}

/** A mail as it is kept. */
export interface Mail extends OutgoingMail {
  /** The web addresses in the mail, in their order, each once. */
  readonly links: readonly string[];
  /** When it was sent: ISO 8601, UTC, milliseconds. */
  readonly at: string;
}

/** Replaces SES: keeps every mail instead of sending it. */
export interface Mailbox {
  send(mail: OutgoingMail): Promise<void>;
  /** The mails to an address (compared regardless of case, after NFKC and trimming) or to all, newest first. */
  mails(to?: string): Mail[];
}

const MAX_KEPT = 1_000;

/** @param dataFile stores the mails between runs; without a file, they last as long as the process */
export async function openMailbox(dataFile?: string): Promise<Mailbox> {
  const file = stateFile<readonly Mail[]>(dataFile);
  let kept = [...((await file.read()) ?? [])];
  return {
    async send(mail) {
      const sent = { ...mail, links: linksIn(mail), at: new Date().toISOString() };
      kept = [sent, ...kept].slice(0, MAX_KEPT);
      await file.write(() => kept);
    },
    mails: (to) => (to === undefined ? [...kept] : kept.filter((mail) => fold(mail.to) === fold(to))),
  };
}

const fold = (address: string): string => address.normalize('NFKC').trim().toLowerCase();

function linksIn({ text, html = '' }: OutgoingMail): string[] {
  const inText = text.match(/https?:\/\/[^\s<>"]+/g) ?? [];
  const inHtml = [...html.matchAll(/href="(https?:[^"]+)"/g)].map(([, link = '']) =>
    link.replaceAll('&amp;', '&'),
  );
  // A full stop or a bracket after a link belongs to the sentence.
  return [...new Set([...inText.map((link) => link.replace(/[.,;:!?)\]]+$/, '')), ...inHtml])];
}
