import type * as z from 'zod/mini';
import type { AgentId, EnvironmentId, NumberId } from '../api/schemas/ids.ts';
import type { Number } from '../api/routes/numbers.ts';
import { Problem } from '../api/problem.ts';
import { keys } from '../table/keys.ts';
import type { Write } from '../table/transact.ts';
import type { Reference } from '../scoped/references.ts';
import type { ResourceItem } from '../scoped/resource.ts';

export interface NumberItem extends ResourceItem {
  readonly id: NumberId;
  readonly e164: string;
  readonly label: string;
  readonly inboundAgentId: AgentId | null;
  readonly referenceCount: number;
}

/** Says whose a telephone number is, to the whole deployment. */
export interface TelephoneNumberItem {
  readonly environmentId: EnvironmentId;
  readonly numberId: NumberId;
}

export function numberView(item: NumberItem): z.input<typeof Number> {
  const { id, e164, label, inboundAgentId, createdAt, updatedAt } = item;
  return { id, e164, label, inboundAgentId, createdAt, updatedAt };
}

/** What the audit trail tells of a number. */
export const numberFacts = ({ e164, label, inboundAgentId }: NumberItem) => ({
  e164,
  label,
  inboundAgentId,
});

/** Takes a telephone number for an environment. @throws number_taken, whoever has it */
export function takeTelephoneNumber(environment: EnvironmentId, { id, e164 }: NumberItem): Write {
  const owner: TelephoneNumberItem = { environmentId: environment, numberId: id };
  return {
    Put: {
      Item: { ...keys.telephoneNumber(e164), ...owner },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    otherwise: () => new Problem('number_taken'),
  };
}

/** Where a number leads, before and after a change. */
export function numberReferences(
  environment: EnvironmentId,
  before: NumberItem | undefined,
  after: NumberItem | undefined,
): Reference[] {
  const agentOf = (number?: NumberItem) =>
    number === undefined || number.inboundAgentId === null
      ? null
      : keys.agent(environment, number.inboundAgentId);
  return [{ field: 'inboundAgentId', from: agentOf(before), to: agentOf(after) }];
}
