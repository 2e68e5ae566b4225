import { page } from '../gateway/page.ts';
import { html, type Html } from '../identity/html.ts';
import type { Received } from './receiver.ts';

/** What the receiver was sent, to be read in a browser. @param url of the receiver */
export function receiverPage(received: readonly Received[], url: string): string {
  return page(
    'Webhooks received',
    html`<p class="lead">
        Create a webhook with the URL <code>${url}</code>, and its deliveries are shown here, newest first.
      </p>
      ${received.length === 0 && html`<p>Nothing received yet.</p>`} ${received.map(delivery)}`,
  );
}

function delivery({ at, id, type, body, verified }: Received): Html {
  const signature = verified ? 'signature verified' : 'signature wrong: refused';
  return html`<article class="mail">
    <h2>${type === '' ? 'Not understood' : type}</h2>
    <p class="meta">
      ${id} · ${signature} · <time datetime="${at}">${at.replace('T', ' ').slice(0, 19)} UTC</time>
    </p>
    <pre>${indented(body)}</pre>
  </article>`;
}

function indented(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
