import type { Item } from '../../../lib/table/table.ts';
import type { TableContent } from './items.ts';

type Resource = Item & { readonly id?: string; readonly environment: string; readonly kind: string };

/** The environment that a resource is at home in: its partition, unless it has one of its own. */
function homeOf({ pk, environmentId }: Item): string {
  const [partition, owner = ''] = String(pk).split('#');
  return partition === 'ENVIRONMENT' ? owner : String(environmentId);
}

/**
 * What must be true of the resources: they are in environments that there are; references lead to what is in the same
 * environment, and are counted there; names and telephone numbers lead to what bears them; the contacts that a campaign
 * counts are there, and no others.
 */
export function checkResources({ accounts, resources: items }: TableContent): string[] {
  const resources = items.map((item): Resource => {
    const [kind = ''] = String(item['sk']).split('#');
    return { ...item, environment: homeOf(item), kind };
  });
  const of = (kind: string) => resources.filter((resource) => resource.kind === kind);
  const known = new Set(
    [...accounts.values()].flatMap(({ environments }) => environments.map(({ id }) => id)),
  );
  const wrong = resources
    .filter(({ environment }) => !known.has(environment))
    .map(
      ({ pk, sk, environment }) => `${String(pk)} ${String(sk)} is of ${environment}, which does not exist`,
    );
  const same = (what: string, one: unknown, other: unknown) => {
    const [told, found] = [JSON.stringify(one), JSON.stringify(other)];
    if (told !== found) wrong.push(`${what}: the table tells ${told}, what is there ${found}`);
  };

  const references = [
    ...of('NUMBER').map(({ environment, inboundAgentId }) => [environment, inboundAgentId]),
    ...of('CAMPAIGN').flatMap(({ environment, agentId, numberId }) => [
      [environment, agentId],
      [environment, numberId],
    ]),
    ...of('SETTINGS').map(({ environment, defaultAgentId }) => [environment, defaultAgentId]),
  ]
    .filter(([, id]) => id !== null && id !== undefined)
    .map(([environment, id]) => `${String(environment)} ${String(id)}`);
  const referable = [...of('AGENT'), ...of('NUMBER')].filter(({ pk }) => !String(pk).startsWith('E164#'));
  for (const { environment, id, referenceCount } of referable) {
    const counted = references.filter((reference) => reference === `${environment} ${id}`).length;
    same(`references to ${id}`, referenceCount, counted);
  }
  const there = new Set(referable.map(({ environment, id }) => `${environment} ${id}`));
  for (const reference of references) {
    if (!there.has(reference)) wrong.push(`a resource refers to ${reference}, which does not exist`);
  }

  const bearers = (named: readonly Resource[]) =>
    named.map(({ environment, id }) => `${environment} ${id}`).toSorted();
  const named = of('AGENT_NAME').map(({ environment, agentId }) => `${environment} ${String(agentId)}`);
  same('names of agents', named.toSorted(), bearers(of('AGENT')));
  const [owners, numbers] = [true, false].map((isOwner) =>
    of('NUMBER').filter(({ pk }) => String(pk).startsWith('E164#') === isOwner),
  ) as [Resource[], Resource[]];
  same(
    'telephone numbers',
    owners
      .map(({ pk, environment, numberId }) => `${environment} ${String(numberId)} ${String(pk)}`)
      .toSorted(),
    numbers.map(({ environment, id, e164 }) => `${environment} ${id} E164#${String(e164)}`).toSorted(),
  );

  const parts = of('CONTACTS').filter(({ pk }) => String(pk).startsWith('CONTACTS#'));
  for (const { id, contactCount, uploads } of of('CAMPAIGN')) {
    const own = parts.filter(({ pk }) => String(pk).split('#')[1] === id);
    const count = own.reduce((sum, { contacts }) => sum + (contacts as unknown[]).length, 0);
    same(`contacts of ${id}`, contactCount, count);
    if (own.some(({ upload }) => upload !== uploads)) wrong.push(`contacts of ${id} are of two uploads`);
  }
  const campaigns = new Set(of('CAMPAIGN').map(({ id }) => id));
  for (const { pk } of parts) {
    if (!campaigns.has(String(pk).split('#')[1])) wrong.push(`${String(pk)} is of no campaign`);
  }
  return wrong;
}
