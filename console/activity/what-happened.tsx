import { useAccount } from '../account/account.ts';
import { useEnvironments } from '../environments/environment-provider.tsx';
import { To } from '../place/page-link.tsx';
import type { EnvironmentPage } from '../place/pages.ts';
import { environmentIn, isEnd, wordsOf, type AuditEvent } from './sentence.ts';

/** The pages of things in an environment, by the type of the target. */
const pageOf: Readonly<Record<string, EnvironmentPage>> = {
  agent: 'agents',
  number: 'numbers',
  campaign: 'campaigns',
  webhook: 'webhooks',
  call: 'calls',
};

/** “changed the agent Front desk in staging”, where the target is a link if it still may have a page. */
export function WhatHappened({ of: event }: { of: AuditEvent }) {
  const { all } = useEnvironments();
  const { target } = event;
  const environment = all.find(({ id }) => id === environmentIn(event));
  const [before, after] = wordsOf(event);
  const path = usePathOf(event, environment?.id);
  const name = target.name ?? (target.type === 'settings' ? environment?.name : undefined) ?? target.id;
  return (
    <>
      {before}
      {after !== undefined && (path === undefined ? name : <To path={path}>{name}</To>)}
      {after}
      {target.type in pageOf && ` in ${environment?.name ?? nameIn(event)}`}
    </>
  );
}

/** The name of an environment that no longer exists. */
function nameIn({ before }: AuditEvent): string {
  const name = (before as { readonly environmentName?: unknown } | null | undefined)?.environmentName;
  return typeof name === 'string' ? name : 'a deleted environment';
}

/** @param environmentId the environment in which it happened, if that exists */
function usePathOf(event: AuditEvent, environmentId: string | undefined): string | undefined {
  const { id: accountId, role } = useAccount();
  const { type, id, name } = event.target;
  const found = (page: string, text: string) =>
    `/${accountId}/settings/${page}?find=${encodeURIComponent(text)}`;
  const within = environmentId === undefined ? undefined : `/${accountId}/${environmentId}`;
  // An environment keeps its page of keys after one of them is revoked.
  if (type === 'apiKey') return within && `${within}/api-keys`;
  if (isEnd(event)) return undefined;
  if (type === 'environment') return within && `${within}/calls`;
  if (type === 'settings') return within && `${within}/environment-settings`;
  if (type === 'user') return found('users', name ?? id);
  if (type === 'serviceAccount') return role === 'admin' ? found('service-accounts', id) : undefined;
  const page = pageOf[type];
  return page && within && `${within}/${page}/${encodeURIComponent(id)}`;
}
