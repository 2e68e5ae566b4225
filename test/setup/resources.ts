import { idForPeople } from '../../lib/api/routes/resources/environment-operations.ts';
import type { ResourceOperationId, resources } from '../../lib/api/routes/resources/resources.ts';
import { done, type TestBerth } from './berth.ts';
import type { Content } from './send.ts';

/** One of each of an environment's resources, and some that nothing refers to. */
export interface SomeResources {
  /** The campaign refers to it, and to the number. */
  readonly agentId: string;
  readonly numberId: string;
  /** With one contact. */
  readonly campaignId: string;
  readonly spare: { readonly agentId: string; readonly numberId: string };
}

let last = 10_000_000;
/** A telephone number that is unique in this run. */
export const aTelephoneNumber = (): string => `+4930${(last += 1)}`;

export async function someResources({ call }: TestBerth, key: string): Promise<SomeResources> {
  const agent = async (name: string) => done(await call('createAgent', { as: key, body: { name } })).id;
  const number = async () =>
    done(await call('createNumber', { as: key, body: { e164: aTelephoneNumber() } })).id;
  const agentId = await agent('Front desk');
  const spareAgentId = await agent('Spare');
  const numberId = await number();
  const spareNumberId = await number();
  const body = { name: 'Spring offer', agentId, numberId };
  const { id: campaignId } = done(await call('createCampaign', { as: key, body }));
  const params = { campaignId };
  done(await call('replaceContacts', { as: key, params, body: [{ e164: '+14155550101' }] }));
  return { agentId, numberId, campaignId, spare: { agentId: spareAgentId, numberId: spareNumberId } };
}

/** A successful request of each operation, by either of its routes. */
export function resourceRequests(
  { agentId, numberId, campaignId, spare }: SomeResources,
  environment: { readonly accountId: string; readonly environmentId: string },
): { readonly [Id in keyof typeof resources]: Content } {
  const ofAgent = { params: { agentId } };
  const ofNumber = { params: { numberId } };
  const ofCampaign = { params: { campaignId } };
  const requests: { readonly [Id in ResourceOperationId]: Content } = {
    listAgents: {},
    createAgent: { body: { name: 'Another' } },
    getAgent: ofAgent,
    editAgent: { ...ofAgent, body: { name: 'Edited' } },
    deleteAgent: { params: { agentId: spare.agentId } },
    listNumbers: {},
    createNumber: { body: { e164: aTelephoneNumber(), inboundAgentId: agentId } },
    getNumber: ofNumber,
    editNumber: { ...ofNumber, body: { label: 'Edited', inboundAgentId: agentId } },
    deleteNumber: { params: { numberId: spare.numberId } },
    listCampaigns: {},
    createCampaign: { body: { name: 'Another', agentId, numberId } },
    getCampaign: ofCampaign,
    editCampaign: { ...ofCampaign, body: { agentId, numberId, status: 'running' } },
    deleteCampaign: ofCampaign,
    listContacts: ofCampaign,
    replaceContacts: {
      ...ofCampaign,
      type: 'text/csv',
      body: 'e164,name\n+14155550102,Ada\n',
    },
    getSettings: {},
    editSettings: { body: { timezone: 'Europe/Berlin', defaultAgentId: agentId } },
  };
  const forBoth = Object.entries(requests).flatMap(([id, content]) => [
    [id, content],
    [idForPeople(id), { ...content, params: { ...environment, ...content.params } }],
  ]);
  return Object.fromEntries(forBoth) as { [Id in keyof typeof resources]: Content };
}
