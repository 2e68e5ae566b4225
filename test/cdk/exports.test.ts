import type { Template } from 'aws-cdk-lib/assertions';
import { optionSets } from './option-sets.ts';
import { synthesised } from './synthesised.ts';

type Part = 'data' | 'origin' | 'api' | 'console';
const order: readonly Part[] = ['data', 'origin', 'api', 'console'];

/** The exports of a stack, and its imports, by their names. */
interface Exchanged {
  readonly exports: ReadonlySet<string>;
  readonly imports: ReadonlySet<string>;
}

function exchangedBy(template: Template): Exchanged {
  const json = template.toJSON() as { Outputs?: Record<string, { Export?: { Name: string } }> };
  const exports = Object.values(json.Outputs ?? {}).flatMap(({ Export }) => (Export ? [Export.Name] : []));
  const imports = [...JSON.stringify(json).matchAll(/"Fn::ImportValue":"([^"]+)"/g)].map(
    ([, name = '']) => name,
  );
  return { exports: new Set(exports), imports: new Set(imports) };
}

const stages = Object.entries(optionSets).map(([name, options]) => {
  const { templates } = synthesised(options);
  const parts = new Map(order.map((part) => [part, exchangedBy(templates[part])]));
  return { name, parts };
});

/** What CloudFormation would refuse when one stack after the other is updated from one stage to the other. */
function refused(from: ReadonlyMap<Part, Exchanged>, to: ReadonlyMap<Part, Exchanged>): string[] {
  const now = new Map(from);
  return order.flatMap((part) => {
    const next = to.get(part) as Exchanged;
    const others = [...now].filter(([other]) => other !== part).map(([, exchanged]) => exchanged);
    const lost = [...(now.get(part) as Exchanged).exports].filter(
      (name) => !next.exports.has(name) && others.some(({ imports }) => imports.has(name)),
    );
    const unknown = [...next.imports].filter((name) => !others.some(({ exports }) => exports.has(name)));
    now.set(part, next);
    return [
      ...lost.map((name) => `${part} would delete ${name}, which is in use`),
      ...unknown.map((name) => `${part} imports ${name}, which nobody exports yet`),
    ];
  });
}

describe.each(stages)('a stage with $name', ({ parts: from }) => {
  test.each(stages)('can be updated to one with $name', ({ parts: to }) => {
    expect(refused(from, to)).toEqual([]);
  });
});

test('the check finds an export that is removed while another stack imports it', () => {
  const gives = (...names: string[]): Exchanged => ({ exports: new Set(names), imports: new Set() });
  const takes = (...names: string[]): Exchanged => ({ exports: new Set(), imports: new Set(names) });
  const none = gives();
  const stage = (data: Exchanged, api: Exchanged) =>
    new Map<Part, Exchanged>([
      ['data', data],
      ['origin', none],
      ['api', api],
      ['console', none],
    ]);
  expect(refused(stage(gives('table'), takes('table')), stage(none, none))).toEqual([
    'data would delete table, which is in use',
  ]);
  expect(refused(stage(none, none), stage(none, takes('table')))).toEqual([
    'api imports table, which nobody exports yet',
  ]);
});
