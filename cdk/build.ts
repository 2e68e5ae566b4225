// npm run build: bundles the functions and says how large they are.
import { bundle } from './bundle/bundle.ts';
import { functions } from './functions.ts';

const sizes = await bundle(Object.keys(functions));
for (const [name, bytes] of [...sizes].toSorted(([, a], [, b]) => b - a)) {
  console.log(`${name.padEnd(24)} ${(bytes / 1000).toFixed(1).padStart(7)} KB`);
}
