import type { Berth } from '../../local/berth.ts';
import { demoPeople } from '../../local/demo-people.ts';
import { call } from './api.ts';

/** Companies beside the demo's, as an operator finds them: on several plans, one suspended, one closed. */
const companies = [
  { name: 'Bluefin Travel', by: 'Rosa Diaz', plan: { name: 'Growth', maxConcurrentCalls: 200 } },
  { name: 'Northwind Clinics', by: 'Hana Sato', plan: { name: 'Enterprise', maxConcurrentCalls: 1_200 } },
  { name: 'Harbour Energy', by: 'Tom Okafor' },
  { name: 'Pampas Insurance', by: 'Paula Romero', suspend: 'Unpaid since October' },
  { name: 'Old Mill Bakery', by: 'Ben Carter', close: 'Contract ended' },
];

export async function otherAccounts(berth: Berth): Promise<void> {
  const tokenOf = async (person: { email: string; name?: string }) =>
    (await berth.identity.issueToken(person)).accessToken;
  const operator = await tokenOf(demoPeople.operator);
  for (const { name, by, plan, suspend, close } of companies) {
    const person = { name: by, email: `${by.split(' ')[0]?.toLowerCase()}@example.com` };
    await berth.identity.upsertPerson(person);
    const token = await tokenOf(person);
    const { id } = await call<{ id: string }>(berth, token, 'POST /v1/accounts', { name });
    const inOperation = `/v1/operator/accounts/${id}` as const;
    if (plan !== undefined) await call(berth, operator, `PUT /v1/accounts/${id}/plan`, plan);
    if (suspend !== undefined)
      await call(berth, operator, `POST ${inOperation}/suspend`, { reason: suspend });
    if (close !== undefined) await call(berth, operator, `POST ${inOperation}/close`, { reason: close });
  }
}
