import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import { errorPage } from './pages.ts';
import { PREFIX, type Pool } from './pool.ts';
import { SESSION_COOKIE } from './provider.ts';
import { send } from './sign-in.ts';

interface Parts {
  provider: Provider;
  pool: Pool;
  logoutUris: readonly string[];
}

/**
 * Cognito's `GET /logout?client_id=…&logout_uri=…`: ends the browser's session and sends it to the given page, which
 * must be an allowed one. As in Cognito, refresh tokens remain valid: the revoke endpoint is for those.
 */
export function signOut({ provider, pool, logoutUris }: Parts) {
  return async (
    query: URLSearchParams,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> => {
    const to = query.get('logout_uri') ?? '';
    if (query.get('client_id') !== pool.clientId || !logoutUris.includes(to)) {
      send(
        response,
        400,
        errorPage(['The parameters client_id and logout_uri must be those of this application.']),
      );
      return;
    }
    const session = await provider.Session.find(cookie(request, SESSION_COOKIE) ?? '');
    await session?.destroy();
    response.writeHead(302, {
      Location: to,
      'Set-Cookie': `${SESSION_COOKIE}=; Path=${PREFIX}; Max-Age=0; HttpOnly; SameSite=Lax`,
      'Cache-Control': 'no-store',
    });
    response.end();
  };
}

function cookie({ headers }: IncomingMessage, name: string): string | undefined {
  const cookies = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return cookies.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
