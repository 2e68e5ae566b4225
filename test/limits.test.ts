import { limits } from '../lib/api/limits.ts';
import { problems } from '../lib/api/problem.ts';
import { limitsTable } from '../tools/limits-table.ts';
import { sectionInDocs } from './performance/docs.ts';

test('docs/limits.md has the limits of the product, all of them', async () => {
  const { written, counted } = await sectionInDocs('limits', limitsTable(), 'limits.md');
  expect(written).toBe(counted);
});

test.each(Object.entries(limits))('the refusal of %s is a problem that there is', (_, { refusal }) => {
  expect(Object.keys(problems)).toContain(refusal);
});
