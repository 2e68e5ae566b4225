import type { Role } from '../api/routes/accounts.ts';
import type { InvitationItem } from '../invitations/invitation.ts';
import type { Mail } from './mail.ts';

const roles: Record<Role, { name: string; may: string }> = {
  admin: { name: 'an Admin', may: 'You will be able to change settings, environments and users.' },
  member: { name: 'a Member', may: 'You will be able to see everything, and change nothing.' },
};

const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

type Facts = Pick<
  InvitationItem,
  'accountName' | 'inviterName' | 'inviterEmail' | 'role' | 'email' | 'expiresAt'
>;

/** An invitation's mail, as plain text and as HTML. */
export function invitationMail(facts: Facts, link: string): Pick<Mail, 'subject' | 'text' | 'html'> {
  const account = oneLine(facts.accountName);
  const inviter = `${oneLine(facts.inviterName)} (${facts.inviterEmail})`;
  const role = roles[facts.role];
  // It begins with the purpose of the mail, before any text that somebody chose.
  const subject = `Invitation to join ${account} on Berth`;
  const invitation = `${inviter} invited you to join ${account} on Berth as ${role.name}.`;
  const until = `This link is for ${facts.email} and works until ${date.format(new Date(facts.expiresAt))} UTC.`;
  const unexpected = 'If you were not expecting this mail, you can ignore it.';
  const text = [invitation, role.may, `Accept the invitation:\n${link}`, `${until}\n${unexpected}`].join(
    '\n\n',
  );
  return {
    subject,
    text: `${text}\n`,
    html: page({ subject, invitation, may: role.may, until, unexpected, link }),
  };
}

/** People choose names, so a name must not start a new line, or even a header. */
export function oneLine(name: string): string {
  const line = name.replaceAll(/[\p{C}\p{Z}]+/gu, ' ').trim();
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}

interface Parts {
  readonly subject: string;
  readonly invitation: string;
  readonly may: string;
  readonly until: string;
  readonly unexpected: string;
  readonly link: string;
}

const font = `font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif`;

/** Tables and inline styles, because mail programs understand only those; nothing is loaded from a server. */
function page(parts: Parts): string {
  const { subject, invitation, may, until, unexpected, link } = Object.fromEntries(
    Object.entries(parts).map(([name, text]: [string, string]) => [name, escaped(text)]),
  ) as unknown as Parts;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${subject}</title>
<style>
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .around { background: #0f1b2a !important; }
  .card { background: #192534 !important; border-color: #424650 !important; }
  .text { color: #ebebf0 !important; }
  .quiet, .quiet a { color: #b4b4bb !important; }
}
</style>
</head>
<body class="around" style="margin:0;padding:0;background:#f3f3f7">
<div style="display:none;max-height:0;overflow:hidden">${invitation}</div>
<table role="presentation" class="around" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f3f3f7">
<tr><td align="center" style="padding:32px 16px">
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:520px;background:#ffffff;border:1px solid #dedee3;border-radius:16px">
<tr><td class="text" style="padding:32px 32px 0;${font};font-size:14px;font-weight:700;letter-spacing:.02em;color:#0f141a">Berth</td></tr>
<tr><td class="text" style="padding:16px 32px 0;${font};font-size:22px;line-height:30px;font-weight:700;color:#0f141a">${invitation}</td></tr>
<tr><td class="text" style="padding:12px 32px 0;${font};font-size:16px;line-height:24px;color:#0f141a">${may}</td></tr>
<tr><td style="padding:24px 32px 0">
<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr>
<td style="border-radius:20px;background:#006ce0"><a href="${link}" style="display:inline-block;padding:12px 24px;${font};font-size:16px;line-height:20px;font-weight:700;color:#ffffff;text-decoration:none">Accept the invitation</a></td>
</tr></table>
</td></tr>
<tr><td class="quiet" style="padding:24px 32px 0;${font};font-size:13px;line-height:20px;color:#56565e">${until}<br>${unexpected}</td></tr>
<tr><td class="quiet" style="padding:16px 32px 32px;${font};font-size:12px;line-height:18px;color:#56565e;word-break:break-all">The button does not work? Open this address: <a href="${link}" style="color:#56565e">${link}</a></td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
