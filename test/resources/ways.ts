import { idForPeople } from '../../lib/api/routes/resources/environment-operations.ts';
import type { OperationId } from '../../lib/api/index.ts';
import type { ResourceOperationId, resources } from '../../lib/api/routes/resources/resources.ts';
import { done, type TestAccount, type TestBerth } from '../setup/berth.ts';
import type { Client, Received, Request } from '../setup/client.ts';

type Row<Id extends ResourceOperationId> = (typeof resources)[Id];

/** Calls an operation on something in one environment, by either of its two routes. */
export type Way = <Id extends ResourceOperationId>(
  id: Id,
  request?: Omit<Request<Row<Id>>, 'as'>,
) => Promise<Received<Row<Id>>>;

/** By the short route, with the environment's API key. */
export const byKey =
  (call: Client, key: string): Way =>
  async (id, request) =>
    call(id, { ...request, as: key });

/** By the route that names the environment, as a person. */
export const byPath =
  (call: Client, { token }: { token: string }, accountId: string, environmentId: string): Way =>
  async (id, request = {}) =>
    call(
      idForPeople(id) as OperationId,
      { ...request, as: token, params: { accountId, environmentId, ...request.params } } as never,
    ) as never;

export interface Place {
  readonly account: TestAccount;
  readonly environment: { readonly id: string; readonly keyId: string; readonly key: string };
  readonly byKey: Way;
  readonly byPath: Way;
}

/** An environment, and both ways to call its operations. */
export async function aPlace(berth: TestBerth, within?: TestAccount): Promise<Place> {
  const account = within ?? (await berth.anAccount());
  const environment = await berth.anEnvironment(account);
  // The use of a key is stored once an hour, so from here on a request that changes nothing leaves the table as it is.
  done(await berth.call('listAgents', { as: environment.key }));
  return {
    account,
    environment,
    byKey: byKey(berth.call, environment.key),
    byPath: byPath(berth.call, account.admin, account.accountId, environment.id),
  };
}
