import type * as z from 'zod/mini';
import type { AccountId, AgentId, EnvironmentId, NumberId } from '../api/schemas/ids.ts';
import type { Number } from '../api/routes/resources/numbers.ts';
import { Problem } from '../api/problem.ts';
import { keys } from '../table/keys.ts';
import type { Write } from '../table/transact.ts';
import type { EnvironmentScope } from '../scoped/environment-scope.ts';
import type { Reference } from '../scoped/references.ts';
import type { ResourceItem } from '../scoped/resource.ts';

export interface NumberItem extends ResourceItem {
  readonly id: NumberId;
  readonly e164: string;
  readonly label: string;
  readonly inboundAgentId: AgentId | null;
  readonly referenceCount: number;
}

/** Says which environment of an account has a telephone number. */
export interface TelephoneNumberItem {
  readonly accountId: AccountId;
  readonly environmentId: EnvironmentId;
  readonly numberId: NumberId;
}

export function numberView(item: NumberItem): z.input<typeof Number> {
  const { id, e164, label, inboundAgentId, createdAt, updatedAt } = item;
  return { id, e164, label, inboundAgentId, createdAt, updatedAt };
}

/** The number as the audit trail shows it. */
export const numberFacts = ({ e164, label, inboundAgentId }: NumberItem) => ({
  e164,
  label,
  inboundAgentId,
});

/**
 * Takes a telephone number for an environment. Other accounts may have it as well: nobody has proved that it is theirs,
 * and no account learns what another has.
 * @throws number_taken when an environment of the same account has it
 */
export function takeTelephoneNumber(
  { accountId, environmentId }: EnvironmentScope,
  { id, e164 }: NumberItem,
): Write {
  const owner: TelephoneNumberItem = { accountId, environmentId, numberId: id };
  return {
    Put: {
      Item: { ...keys.telephoneNumber(e164, accountId), ...owner },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    onConditionFailed: () => new Problem('number_taken'),
  };
}

/** What a number refers to, before and after a change. */
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
