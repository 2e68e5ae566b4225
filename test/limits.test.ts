import { limitsTable } from '../tools/limits-table.ts';
import { sectionInDocs } from './performance/docs.ts';

test('docs/limits.md has all limits of the product', async () => {
  const { written, counted } = await sectionInDocs('limits', limitsTable(), 'limits.md');
  expect(written).toBe(counted);
});
