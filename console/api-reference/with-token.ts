/** The placeholder of the token: a shell fills it in, and so does this page. */
export const TOKEN = '$TOKEN';

/**
 * `fetch`, except for requests to this origin with the placeholder: they get a fresh token of the person. Any other
 * value, such as an API key that somebody typed, is not changed.
 */
export function withToken(origin: string, token: () => Promise<string>): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const placeholder = request.headers.get('authorization') === `Bearer ${TOKEN}`;
    if (placeholder && new URL(request.url).origin === origin) {
      request.headers.set('authorization', `Bearer ${await token()}`);
    }
    return fetch(request);
  };
}
