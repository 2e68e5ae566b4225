import { hash } from 'node:crypto';
import type * as z from 'zod/mini';
import type { Agent } from '../api/routes/resources/agents.ts';
import type { AgentId, EnvironmentId } from '../api/schemas/ids.ts';
import { foldName } from '../api/schemas/fold-name.ts';
import { Problem } from '../api/problem.ts';
import { keys, type Key } from '../table/keys.ts';
import type { Write } from '../table/transact.ts';
import type { ResourceItem } from '../scoped/resource.ts';

export interface AgentItem extends ResourceItem {
  readonly id: AgentId;
  readonly name: string;
  readonly description: string;
  readonly language: string;
  readonly voice: string;
  readonly greeting: string;
  readonly prompt: string;
  readonly referenceCount: number;
}

export function agentView(item: AgentItem): z.input<typeof Agent> {
  const { id, name, description, language, voice, greeting, prompt, createdAt, updatedAt } = item;
  return { id, name, description, language, voice, greeting, prompt, createdAt, updatedAt };
}

/**
 * The agent as the audit trail shows it. A prompt is too long for the trail, which has its hash instead: that shows
 * whether it changed.
 */
export function agentFacts({ name, description, language, voice, greeting, prompt }: AgentItem) {
  const promptSha256 = hash('sha256', prompt, 'hex');
  return { name, description, language, voice, greeting, promptSha256 };
}

export const agentNameKey = (environment: EnvironmentId, name: string): Key =>
  keys.agentName(environment, foldName(name));

/** Takes a name for an agent. @throws agent_name_taken */
export function takeAgentName(key: Key, agent: AgentId): Write {
  return {
    Put: { Item: { ...key, agentId: agent }, ConditionExpression: 'attribute_not_exists(pk)' },
    onConditionFailed: () => new Problem('agent_name_taken'),
  };
}
