import type { AnswerTo } from '../api/request.ts';
import { createApi } from '../api/client.ts';
import { createConnectivity } from '../api/connectivity.ts';
import { ACCOUNT, environmentOf, rememberedHere } from '../place/memory.ts';
import type { Configuration } from '../session/configuration.ts';
import type { Session } from '../session/session.ts';

/** The account and environment that the console showed last. */
export interface Place {
  readonly account: AnswerTo<'getMe'>['memberships'][number] | undefined;
  readonly environment: AnswerTo<'getEnvironment'> | undefined;
}

export async function placeOf(configuration: Configuration, session: Session): Promise<Place> {
  const api = createApi({
    origin: configuration.apiOrigin,
    token: session.token,
    // Nothing has been typed here yet, so signing in begins with loading the page again.
    signedInAgain: async () => {
      window.location.reload();
      return new Promise(() => {});
    },
    connectivity: createConnectivity(),
    onFailure: () => {},
  });
  const { memberships } = (await api({ operation: 'getMe' })).body;
  const account =
    memberships.find(({ accountId }) => accountId === rememberedHere(ACCOUNT)) ?? memberships[0];
  if (account === undefined) return { account, environment: undefined };
  const { accountId } = account;
  const call = { operation: 'listEnvironments', params: { accountId }, query: { limit: '100' } } as const;
  const { items } = (await api(call)).body;
  const environment =
    items.find(({ id }) => id === rememberedHere(environmentOf(accountId))) ??
    items.find(({ hidden }) => !hidden);
  return { account, environment };
}
