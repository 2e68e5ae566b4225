import type { Item } from '../../../lib/table/table.ts';
import type { TableContent } from './items.ts';

type Resource = Item & { readonly id?: string; readonly environment: string; readonly kind: string };

/** The environment of a resource: its partition, unless it names another. */
function scopeOf({ pk, environmentId }: Item): string {
  const [partition, owner = ''] = String(pk).split('#');
  return partition === 'ENVIRONMENT' ? owner : String(environmentId);
}

/** An environment counts as many agents, numbers and campaigns as it has, and has at most 1,000 of each. */
function checkCounts(of: (kind: string) => readonly Resource[]): string[] {
  const kinds = { agents: 'AGENT', numbers: 'NUMBER', campaigns: 'CAMPAIGN' };
  return Object.entries(kinds).flatMap(([name, kind]) => {
    const stored = new Map(of('RESOURCE_COUNTS').map((item) => [item.environment, Number(item[name] ?? 0)]));
    const counted = Map.groupBy(of(kind), ({ environment }) => environment);
    return [...new Set([...stored.keys(), ...counted.keys()])].flatMap((environment) => {
      const [told, found] = [stored.get(environment) ?? 0, counted.get(environment)?.length ?? 0];
      return [
        ...(told === found ? [] : [`environment ${environment}: counts ${told} ${name}, has ${found}`]),
        ...(found <= 1000 ? [] : [`environment ${environment}: has ${found} ${name}`]),
      ];
    });
  });
}

/**
 * The invariants of resources: their environments exist; references lead to things in the same environment, and are counted
 * there; names and telephone numbers lead to their owners; and a campaign has exactly the contacts that it counts.
 */
export function checkResources({ accounts, resources: items }: TableContent): string[] {
  const resources = items.map((item): Resource => {
    const [kind = ''] = String(item['sk']).split('#');
    return { ...item, environment: scopeOf(item), kind };
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
  const referable = [...of('AGENT'), ...of('NUMBER')];
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
  const accountOf = (environment: string) =>
    [...accounts].find(([, own]) => own.environments.some(({ id }) => id === environment))?.[0];
  same(
    'telephone numbers',
    of('ACCOUNT')
      .map(
        (owner) =>
          `${owner.environment} ${String(owner['numberId'])} ${String(owner['pk'])} ${String(owner['sk'])}`,
      )
      .toSorted(),
    of('NUMBER')
      .map(
        ({ environment, id, e164 }) =>
          `${environment} ${id} E164#${String(e164)} ACCOUNT#${accountOf(environment)}`,
      )
      .toSorted(),
  );
  wrong.push(...checkCounts(of));

  for (const { environment, webhooks } of of('WEBHOOKS')) {
    const count = Object.keys(webhooks as object).length;
    if (count > 10) wrong.push(`${environment} has ${count} webhooks`);
  }

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
