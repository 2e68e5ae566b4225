import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useAccount } from '../account/account.ts';
import type { Api } from '../api/client.ts';
import { Failure } from '../api/failure.ts';
import { useConnection } from '../api/provider.tsx';
import { useEnvironments } from '../environments/environment-provider.tsx';
import { shifted } from '../period/days.ts';

interface Place {
  readonly accountId: string;
  readonly environmentId: string;
}

interface Search {
  readonly isNowhere: boolean;
  /** Why its place is not known. */
  readonly error: Failure | null;
  readonly refetch: () => unknown;
}

/** Any failure except “not found”, which is a valid answer. */
const failureIn = (thrown: unknown): Failure | null =>
  thrown instanceof Failure && !['not_found', 'invalid_input'].includes(thrown.code) ? thrown : null;

/** Asks one environment for something by its ID. Throws `not_found` where there is none. */
async function ask(api: Api, params: Place, id: string): Promise<string> {
  const [kind] = id.split('_');
  switch (kind) {
    case 'agt':
      await api({ operation: 'getEnvironmentAgent', params: { ...params, agentId: id } });
      return `agents/${id}`;
    case 'num':
      await api({ operation: 'getEnvironmentNumber', params: { ...params, numberId: id } });
      return `numbers/${id}`;
    case 'cmp':
      await api({ operation: 'getEnvironmentCampaign', params: { ...params, campaignId: id } });
      return `campaigns/${id}`;
    case 'whk':
      await api({ operation: 'getWebhook', params: { ...params, webhookId: id } });
      return `webhooks/${id}`;
    default:
      await api({ operation: 'getEnvironmentCall', params: { ...params, callId: id } });
      return `calls/${encodeURIComponent(id)}`;
  }
}

/**
 * The way to the call with this reference, or to all that have it. Live calls come first. When the API has not read
 * all of the history, the page of the history continues.
 */
async function askForReference(api: Api, params: Place, reference: string): Promise<string | undefined> {
  const today = new Date().toISOString().slice(0, 10);
  for (const status of ['active', 'ended'] as const) {
    const query = { reference, status, limit: '2' };
    const { items, nextCursor } = (await api({ operation: 'listEnvironmentCalls', params, query })).body;
    const [call] = items;
    if (items.length === 1 && call !== undefined && nextCursor === null)
      return `calls/${encodeURIComponent(call.id)}`;
    if (items.length > 0 || nextCursor !== null)
      return `history?from=${shifted(today, -398)}&to=${today}&reference=${encodeURIComponent(reference)}`;
  }
  return undefined;
}

/**
 * Looks for an ID in one environment after the other, beginning with the current one, and goes there; for the ID of a
 * service account in the account. An ID without one of Berth's prefixes counts as the ID of a call, or as its
 * reference in the current environment.
 */
export function useElsewhere(wanted: string | undefined, go: (path: string) => void): Search {
  const { api } = useConnection();
  const { id: accountId } = useAccount();
  const { all, current } = useEnvironments();
  const { data, error, refetch } = useQuery({
    queryKey: ['elsewhere', accountId, wanted],
    queryFn: async () => {
      const id = wanted ?? '';
      if (/^(env|acc)_/.test(id)) throw new Error('neither this account nor any of its environments');
      if (id.startsWith('svc_')) {
        await api({ operation: 'getServiceAccount', params: { accountId, serviceAccountId: id } });
        return `/${accountId}/settings/service-accounts?find=${id}`;
      }
      for (const environmentId of [current.id, ...all.map((environment) => environment.id)]) {
        try {
          return `/${accountId}/${environmentId}/${await ask(api, { accountId, environmentId }, id)}`;
        } catch (thrown) {
          if (!(thrown instanceof Failure) || failureIn(thrown) !== null) throw thrown;
        }
      }
      const params = { accountId, environmentId: current.id };
      const path = await askForReference(api, params, id);
      if (path === undefined) throw new Error('nowhere');
      return `/${accountId}/${current.id}/${path}`;
    },
    enabled: wanted !== undefined,
    retry: false,
  });
  useEffect(() => {
    if (data !== undefined) go(data);
  }, [data, go]);
  const failure = failureIn(error);
  return { isNowhere: error !== null && failure === null, error: failure, refetch };
}
