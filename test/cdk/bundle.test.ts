import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '../../cdk/bundle/bundle.ts';

/** In bytes, minified. What is larger takes longer at every cold start, and calls wait for this one. */
const BUDGET = 278_000;

test('the function that starts calls stays within its 278 KB', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'berth-bundle-'));
  try {
    const sizes = await bundle(['calls'], directory);
    expect(sizes.get('calls')).toBeLessThanOrEqual(BUDGET);
  } finally {
    await rm(directory, { recursive: true });
  }
});
