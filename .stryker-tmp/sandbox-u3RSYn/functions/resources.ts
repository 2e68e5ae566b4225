import { resources } from '../lib/api/routes/resources/resources.ts';
import { deployed } from '../lib/deployed.ts';
import { forMachinesAndPeople } from '../lib/scoped/environment-scope.ts';
import { linesOf } from '../lib/http/files/upload.ts';
import { serve as serveOperations } from '../lib/http/serve.ts';
import { createAgent } from '../lib/agents/create-agent.ts';
import { createCampaign } from '../lib/campaigns/create-campaign.ts';
import { createNumber } from '../lib/numbers/create-number.ts';
import { deleteAgent } from '../lib/agents/delete-agent.ts';
import { deleteCampaign } from '../lib/campaigns/delete-campaign.ts';
import { deleteNumber } from '../lib/numbers/delete-number.ts';
import { editAgent } from '../lib/agents/edit-agent.ts';
import { editCampaign } from '../lib/campaigns/edit-campaign.ts';
import { editNumber } from '../lib/numbers/edit-number.ts';
import { editSettings } from '../lib/settings/edit-settings.ts';
import { getAgent } from '../lib/agents/get-agent.ts';
import { getCampaign } from '../lib/campaigns/get-campaign.ts';
import { getNumber } from '../lib/numbers/get-number.ts';
import { getSettings } from '../lib/settings/get-settings.ts';
import { listAgents } from '../lib/agents/list-agents.ts';
import { listCampaigns } from '../lib/campaigns/list-campaigns.ts';
import { listContacts } from '../lib/campaigns/list-contacts.ts';
import { listNumbers } from '../lib/numbers/list-numbers.ts';
import { replaceContacts } from '../lib/campaigns/replace-contacts.ts';

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

export const serve = serveOperations(resources, useCases, { linesOf });
export const handler = deployed(serve);
