import { callApi } from './client.ts';

/** From a range that is reserved for fiction. */
const e164 = '+493023125014';

/** Creates an agent, the number that it answers and a campaign, in the environment of an API key, unless they exist. */
export async function demoResources(origin: string, apiKey: string): Promise<void> {
  const agentId = await theOne('/v1/agents', {
    name: 'Front desk',
    description: 'Takes all calls to the main number',
    language: 'en-US',
    voice: 'alloy',
    greeting: 'Acme, good morning. How can I help?',
    prompt: 'You answer the telephone of Acme. Find out what the caller needs, and put them through.',
  });
  const numberId = await theOne('/v1/numbers', { e164, label: 'Front desk', inboundAgentId: agentId });
  await theOne('/v1/campaigns', { name: 'Spring offer', agentId, numberId, maxConcurrentCalls: 5 });

  /** The first of a list; created when there is none. */
  async function theOne(path: string, body: object): Promise<string> {
    const { items } = await callApi<{ items: { id: string }[] }>(origin, { path, credential: apiKey });
    const [found] = items;
    if (found !== undefined) return found.id;
    return (await callApi<{ id: string }>(origin, { method: 'POST', path, credential: apiKey, body })).id;
  }
}
