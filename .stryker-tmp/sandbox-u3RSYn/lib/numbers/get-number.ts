import { keys } from '../table/keys.ts';
import type { ResourceUseCase } from '../scoped/use-case.ts';
import { numberView, type NumberItem } from './number.ts';
import { readResource } from '../scoped/resource.ts';

export const getNumber: ResourceUseCase<'getNumber'> = async ({ scope, params }, { table }) => {
  const number = await readResource<NumberItem>(table, keys.number(scope.environmentId, params.numberId));
  return { body: numberView(number), version: number.version };
};
