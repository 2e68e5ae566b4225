import { page } from '../gateway/page.ts';
import { html, type Html } from '../identity/html.ts';
import type { Mail } from './mailbox.ts';

/** The mails as a page for a browser. */
export function mailboxPage(mails: readonly Mail[], to = ''): string {
  return page(
    'Mailbox',
    html`<p class="lead">Every mail that a deployment would have sent. None leaves this machine.</p>
      <form class="bar" action="/_local/mailbox">
        <input
          name="to"
          type="search"
          value="${to}"
          placeholder="Only mails to this address"
          aria-label="Only mails to this address"
        />
        <button class="primary">Show</button>
      </form>
      ${mails.length === 0 && html`<p>${to === '' ? 'No mail yet.' : `No mail to ${to} yet.`}</p>`}
      ${mails.map(mailArticle)}`,
  );
}

function mailArticle({ to, subject, text, links, at }: Mail): Html {
  return html`<article class="mail">
    <h2>${subject}</h2>
    <p class="meta">To ${to} · <time datetime="${at}">${at.replace('T', ' ').slice(0, 19)} UTC</time></p>
    <pre>${text}</pre>
    ${
      links.length > 0 &&
      html`<ul>
        ${links.map((link) => html`<li><a href="${link}">${link}</a></li>`)}
      </ul>`
    }
  </article>`;
}
