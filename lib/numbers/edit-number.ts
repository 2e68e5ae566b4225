import { expectVersion } from '../request.ts';
import { keys } from '../table/keys.ts';
import { changeResources } from '../scoped/change-resources.ts';
import type { ResourceUseCase } from '../scoped/use-case.ts';
import { numberFacts, numberReferences, numberView, type NumberItem } from './number.ts';
import { moveReferences } from '../scoped/references.ts';
import { applyChanges, readResource, replaceResource } from '../scoped/resource.ts';

/** Changes the label of a number, or the agent that answers it. */
export const editNumber: ResourceUseCase<'editNumber'> = async (request, context) => {
  const { environmentId } = request.scope;
  const key = keys.number(environmentId, request.params.numberId);
  const before = await readResource<NumberItem>(context.table, key);
  expectVersion(request, before.version);
  const after = applyChanges(before, request.body, context.clock);
  if (after === undefined) return { body: numberView(before), version: before.version };

  return changeResources(request, context, {
    writes: [
      ...moveReferences(numberReferences(environmentId, before, after)),
      replaceResource(before, after),
    ],
    event: {
      action: 'number.updated',
      target: { type: 'number', id: after.id, name: after.e164 },
      before: numberFacts(before),
      after: numberFacts(after),
    },
    answer: { body: numberView(after), version: after.version },
  });
};
