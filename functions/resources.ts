import { resources } from '../lib/api/resources.ts';
import { deployed } from '../lib/deployed.ts';
import { forMachinesAndPeople } from '../lib/environments/home.ts';
import { serve as serveOperations } from '../lib/http/serve.ts';
import { createAgent } from '../lib/resources/create-agent.ts';
import { createCampaign } from '../lib/resources/create-campaign.ts';
import { createNumber } from '../lib/resources/create-number.ts';
import { deleteAgent } from '../lib/resources/delete-agent.ts';
import { deleteCampaign } from '../lib/resources/delete-campaign.ts';
import { deleteNumber } from '../lib/resources/delete-number.ts';
import { editAgent } from '../lib/resources/edit-agent.ts';
import { editCampaign } from '../lib/resources/edit-campaign.ts';
import { editNumber } from '../lib/resources/edit-number.ts';
import { editSettings } from '../lib/resources/edit-settings.ts';
import { getAgent } from '../lib/resources/get-agent.ts';
import { getCampaign } from '../lib/resources/get-campaign.ts';
import { getNumber } from '../lib/resources/get-number.ts';
import { getSettings } from '../lib/resources/get-settings.ts';
import { listAgents } from '../lib/resources/list-agents.ts';
import { listCampaigns } from '../lib/resources/list-campaigns.ts';
import { listContacts } from '../lib/resources/list-contacts.ts';
import { listNumbers } from '../lib/resources/list-numbers.ts';
import { replaceContacts } from '../lib/resources/replace-contacts.ts';

const useCases = forMachinesAndPeople(resources, {
  listAgents,
  createAgent,
  getAgent,
  editAgent,
  deleteAgent,
  listNumbers,
  createNumber,
  getNumber,
  editNumber,
  deleteNumber,
  listCampaigns,
  createCampaign,
  getCampaign,
  editCampaign,
  deleteCampaign,
  listContacts,
  replaceContacts,
  getSettings,
  editSettings,
});

export const serve = serveOperations(resources, useCases);
export const handler = deployed(serve);
