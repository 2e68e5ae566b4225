import type { NumberId } from '../api/schemas/ids.ts';
import { invalidField } from '../api/problem.ts';
import { newId } from '../clock.ts';
import { keys } from '../table/keys.ts';
import { changeResources } from '../scoped/change-resources.ts';
import type { ResourceUseCase } from '../scoped/use-case.ts';
import { numberFacts, numberReferences, numberView, takeTelephoneNumber, type NumberItem } from './number.ts';
import { moveReferences } from '../scoped/references.ts';
import { addResource, newItemFields } from '../scoped/resource.ts';
import { countResource } from '../scoped/resource-counts.ts';
import { isTelephoneNumber, NO_TELEPHONE_NUMBER } from './telephone-number.ts';

/** Adds a telephone number that no environment of the account has yet. */
export const createNumber: ResourceUseCase<'createNumber'> = async (request, context) => {
  const { environmentId } = request.scope;
  const { e164, label, inboundAgentId } = request.body;
  if (!isTelephoneNumber(e164)) throw invalidField('e164', NO_TELEPHONE_NUMBER);
  const id = newId<NumberId>('num', context.clock);
  const number: NumberItem = {
    ...keys.number(environmentId, id),
    id,
    e164,
    label,
    inboundAgentId,
    referenceCount: 0,
    ...newItemFields(context.clock),
  };
  return changeResources(request, context, {
    writes: [
      ...moveReferences(numberReferences(environmentId, undefined, number)),
      takeTelephoneNumber(request.scope, number),
      addResource(number),
      countResource(environmentId, 'numbers'),
    ],
    event: {
      action: 'number.created',
      target: { type: 'number', id, name: e164 },
      after: numberFacts(number),
    },
    answer: { body: numberView(number), version: number.version },
  });
};
