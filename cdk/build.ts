// npm run build: bundles the functions and says how large they are.
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle/bundle.ts';
import { functions } from './functions.ts';

const directory = fileURLToPath(new URL('../dist/functions', import.meta.url));
const sizes = await bundle(Object.keys(functions), directory);
for (const [name, bytes] of [...sizes].toSorted(([, a], [, b]) => b - a)) {
  console.log(`${name.padEnd(24)} ${(bytes / 1000).toFixed(1).padStart(7)} KB`);
}
