// npm run build: bundles the functions, and prints their sizes and load times.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from '../bundle/bundle.ts';
import { coldLoads } from '../bundle/cold.ts';
import { functions } from '../functions.ts';

const directory = fileURLToPath(new URL('../../dist/functions', import.meta.url));
const sizes = await bundle(Object.keys(functions), directory);
const loads = coldLoads(new Map([...sizes.keys()].map((name) => [name, join(directory, name, 'index.js')])));
console.log(`${'function'.padEnd(24)} ${'minified'.padStart(10)} ${'cold load'.padStart(10)}`);
for (const [name, bytes] of [...sizes].toSorted(([, a], [, b]) => b - a)) {
  const size = `${(bytes / 1000).toFixed(1)} KB`;
  const load = `${loads.get(name)?.toFixed(0)} ms`;
  console.log(`${name.padEnd(24)} ${size.padStart(10)} ${load.padStart(10)}`);
}
