import { expectVersion } from '../call.ts';
import { keys } from '../table/keys.ts';
import { changeResources } from '../scoped/change-resources.ts';
import type { ResourceUseCase } from '../scoped/use-case.ts';
import { numberFacts, numberReferences, numberView, type NumberItem } from './number.ts';
import { moveReferences } from '../scoped/references.ts';
import { changed, readResource, replaceResource } from '../scoped/resource.ts';

/** Changes the label of a number, or who takes calls to it. */
export const editNumber: ResourceUseCase<'editNumber'> = async (call, world) => {
  const { environmentId } = call.home;
  const key = keys.number(environmentId, call.params.numberId);
  const before = await readResource<NumberItem>(world.table, key);
  expectVersion(call, before.version);
  const after = changed(before, call.body, world.clock);
  if (after === undefined) return { body: numberView(before), version: before.version };

  return changeResources(call, world, {
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
