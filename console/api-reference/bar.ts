import type { Session } from '../session/session.ts';
import type { Place } from './place.ts';

const bar = () => document.getElementById('bar') as HTMLElement;

/** Shows the progress in the bar. */
export function say(sentence: string): void {
  bar().replaceChildren(element('span', { role: 'status' }, sentence));
}

/** The bar above the reference: the way back, the current environment, and the user. */
export function fillBar({ account, environment }: Place, { email }: Session): void {
  bar().replaceChildren(
    element('a', { href: '/' }, '← Berth'),
    element(
      'span',
      { class: 'place' },
      [account?.accountName, environment?.name].filter(Boolean).join(' / '),
    ),
    element('span', { class: 'person' }, `Signed in as ${email}`),
  );
}

function element(tag: string, attributes: Record<string, string>, text: string): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.textContent = text;
  return made;
}
