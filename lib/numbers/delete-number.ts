import { expectVersion } from '../request.ts';
import { keys } from '../table/keys.ts';
import { changeResources } from '../scoped/change-resources.ts';
import type { ResourceUseCase } from '../scoped/use-case.ts';
import { numberFacts, numberReferences, type NumberItem } from './number.ts';
import { assertUnused, moveReferences, referringFields } from '../scoped/references.ts';
import { dropResource, readResource } from '../scoped/resource.ts';
import { uncountResource } from '../scoped/resource-counts.ts';

/** Removes a telephone number that nothing refers to: any environment of the account can then add it. */
export const deleteNumber: ResourceUseCase<'deleteNumber'> = async (request, context) => {
  const { scope, params } = request;
  const { environmentId } = scope;
  const number = await readResource<NumberItem>(context.table, keys.number(environmentId, params.numberId));
  expectVersion(request, number.version);
  await assertUnused(number, referringFields.number, scope, context.table);

  return changeResources(request, context, {
    writes: [
      dropResource(number),
      uncountResource(environmentId, 'numbers'),
      { Delete: { Key: keys.telephoneNumber(number.e164, scope.accountId) } },
      ...moveReferences(numberReferences(environmentId, number, undefined)),
    ],
    event: {
      action: 'number.deleted',
      target: { type: 'number', id: number.id, name: number.e164 },
      before: numberFacts(number),
    },
    answer: { body: undefined },
  });
};
