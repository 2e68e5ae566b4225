/** The part of a browser that a sign-in needs: cookies by path, and redirects followed one at a time. */
export class Browser {
  readonly #cookies: Map<string, { path: string; value: string }>;

  constructor(cookies: Iterable<[string, { path: string; value: string }]> = []) {
    this.#cookies = new Map(cookies);
  }

  /** Another browser with the same cookies. */
  copy(): Browser {
    return new Browser(this.#cookies);
  }

  async open(url: string, form?: Record<string, string>): Promise<Response> {
    const { pathname } = new URL(url);
    const cookie = [...this.#cookies]
      .filter(([, { path }]) => pathname === path || pathname.startsWith(path.replace(/\/?$/, '/')))
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ');
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      const [, path = '/'] = /path=([^;]*)/i.exec(line) ?? [];
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, { path, value });
    }
    return response;
  }

  /** Follows redirects within the identity provider, up to a page or to a URL outside of it. */
  async follow(
    url: string,
    form?: Record<string, string>,
  ): Promise<{ url: string; page?: string; status: number }> {
    const response = await this.open(url, form);
    const to = response.headers.get('location');
    if (to === null) return { url, page: await response.text(), status: response.status };
    const next = new URL(to, url);
    return next.pathname.startsWith('/_identity/')
      ? this.follow(next.href)
      : { url: next.href, status: response.status };
  }
}
