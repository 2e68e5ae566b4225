import { managementClient } from '../../client/typescript/src/management/index.ts';

/** An account in a running Berth, and an environment for calls. */
export interface Scene {
  readonly origin: string;
  readonly accountId: string;
  /** An Admin's access token. */
  readonly token: string;
  readonly environmentId: string;
  /** The environment's API key. */
  readonly key: string;
}

/** @param maxConcurrentCalls of the environment, up to 20 */
export async function aScene(origin: string, maxConcurrentCalls: number): Promise<Scene> {
  const answer = await fetch(`${origin}/_local/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: `${crypto.randomUUID()}@example.com` }),
  });
  const { accessToken: token } = (await answer.json()) as { accessToken: string };
  const berth = managementClient({ origin, token });
  const { id: accountId } = await berth.createAccount({ body: { name: 'Clients' } });
  const { environment, apiKey } = await berth.createEnvironment({
    accountId,
    body: { name: 'calls', maxConcurrentCalls },
  });
  return { origin, accountId, token, environmentId: environment.id, key: apiKey.secret ?? '' };
}
