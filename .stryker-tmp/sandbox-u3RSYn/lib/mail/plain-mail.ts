import type { Mail } from './mail.ts';

/** A mail of a few paragraphs, as plain text and as HTML. */
export function plainMail(
  subject: string,
  paragraphs: readonly string[],
): Pick<Mail, 'subject' | 'text' | 'html'> {
  const html = paragraphs.map((text) => `<p>${escaped(text).replaceAll('\n', '<br>')}</p>`);
  return {
    subject,
    text: `${paragraphs.join('\n\n')}\n`,
    html: `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escaped(subject)}</title><body>${html.join('')}</body></html>`,
  };
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
