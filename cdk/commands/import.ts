import { isDeepStrictEqual } from 'node:util';
import type { Template } from './assembly.ts';
import { Unusable } from './command-line.ts';

/** A table to import into a stack. */
export interface Import {
  readonly tableName: string;
  /** As the template describes it. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** The identifier that CloudFormation imports it by. */
  readonly mapping: Readonly<Record<string, { readonly TableName: string }>>;
}

/**
 * The table that is in a template and not yet in the deployed one. CloudFormation imports only resources that are not
 * deleted with their stack, and accepts no other change at the same time.
 * @throws Unusable when CloudFormation would refuse
 */
export function importInto(deployed: Template, next: Template): Import {
  const ids = new Set([...Object.keys(deployed.Resources), ...Object.keys(next.Resources)]);
  const changed = [...ids].filter((id) => !isDeepStrictEqual(deployed.Resources[id], next.Resources[id]));
  const added = changed.filter((id) => deployed.Resources[id] === undefined);
  const others = changed.filter((id) => !added.includes(id));
  if (others.length > 0)
    throw new Unusable(
      `An import may change nothing else, but this would change too: ${others.join(', ')}. Deploy that first, without tableInStack.`,
    );
  const [id = '', ...more] = added;
  const table = next.Resources[id];
  if (table?.Type !== 'AWS::DynamoDB::Table' || more.length > 0)
    throw new Unusable(
      'There is no table to import. Set tableName, tableStreamArn and tableInStack. Without tableInStack, the stage is already deployed as described.',
    );
  const { Properties: properties = {}, DeletionPolicy } = table;
  const { TableName } = properties;
  if (DeletionPolicy === undefined)
    throw new Unusable(`${id} has no DeletionPolicy, which an import requires.`);
  if (typeof TableName !== 'string') throw new Unusable(`${id} has no TableName that identifies the table.`);
  return { tableName: TableName, properties, mapping: { [id]: { TableName } } };
}
