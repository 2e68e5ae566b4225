import { importInto } from '../../cdk/commands/import.ts';
import { makesNoTableTwice } from '../../cdk/commands/before-deployment.ts';
import type { Template } from '../../cdk/commands/assembly.ts';
import { restoredTable } from './option-sets.ts';
import { synthesised } from './synthesised.ts';

const templateWith = (options: Readonly<Record<string, string>>): Template =>
  synthesised({ ...restoredTable('dev'), ...options }).templates.data.toJSON() as Template;
const deployed = templateWith({});
const next = templateWith({ tableInStack: 'true' });

test('a stack imports the restored table by its name, and keeps everything else', () => {
  const { mapping, tableName, properties } = importInto(deployed, next);
  expect(tableName).toBe('berth-dev.restored');
  expect(Object.values(mapping)).toEqual([{ TableName: 'berth-dev.restored' }]);
  expect(properties).toMatchObject({ DeletionProtectionEnabled: true, BillingMode: 'PAY_PER_REQUEST' });
  // The options are kept in an output. `cdk import` sends the outputs that are deployed.
  const exported = ({ Outputs = {} }: Template) => ({ ...Outputs, Options: undefined });
  expect(exported(next)).toEqual(exported(deployed));
});

test('a deployment that would create the table a second time stops with a message, and a stack that has the table deploys', () => {
  expect(() => makesNoTableTwice(deployed, next)).toThrow(/berth-dev\.restored.*npm run import-table/);
  expect(() => makesNoTableTwice(next, next)).not.toThrow();
  expect(() => makesNoTableTwice(next, deployed)).not.toThrow();
});

describe('the import refuses', () => {
  const [id = ''] = Object.keys(importInto(deployed, next).mapping);
  const table = next.Resources[id] as Template['Resources'][string];
  const tableWith = (change: Partial<typeof table>): Template => ({
    ...next,
    Resources: { ...next.Resources, [id]: { ...table, ...change } },
  });
  const without = (name: 'DeletionPolicy'): Template => {
    const { [name]: _, ...others } = table;
    return { ...next, Resources: { ...next.Resources, [id]: others } };
  };

  test.each<[string, Template, Template, RegExp]>([
    [
      'another change at the same time',
      templateWith({ signUp: 'closed' }),
      next,
      /UserPool.*Deploy that first/,
    ],
    ['a table that it could delete with its stack', deployed, without('DeletionPolicy'), /DeletionPolicy/],
    ['a table without a name', deployed, tableWith({ Properties: {} }), /no TableName/],
    ['a resource of another kind', deployed, tableWith({ Type: 'AWS::S3::Bucket' }), /no table/],
    ['nothing to import', next, next, /no table/],
  ])('%s', (_case, from, to, message) => {
    expect(() => importInto(from, to)).toThrow(message);
  });
});
