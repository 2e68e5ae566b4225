import { limitsTable } from '../tools/limits-table.ts';
import { sectionInDocs } from './performance/docs.ts';

test('docs/limits.md has the limits of the product, all of them', async () => {
  const { written, counted } = await sectionInDocs('limits', limitsTable(), 'limits.md');
  expect(written).toBe(counted);
});
