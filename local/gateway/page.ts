import { html, type Html } from '../identity/html.ts';

/** A page in the style of the sign-in page. */
export function page(title: string, content: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · Berth</title>
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/_identity/style.css" />
        <link rel="stylesheet" href="/_local/style.css" />
      </head>
      <body>
        <main class="wide">
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html> `.text;
}
