// npm run check: every part, also after one has failed, so that one run shows all there is to mend.
import { spawnSync } from 'node:child_process';

const parts = {
  types: 'check:types',
  lint: 'check:lint',
  format: 'check:format',
  'dependency rules': 'check:deps',
  'openapi.json is fresh': 'openapi:check',
};

const failed = Object.entries(parts).filter(([name, script]) => {
  console.log(`\n--- ${name} (npm run ${script})`);
  // A shell finds npm on every system: on Windows it is a .cmd file.
  return spawnSync(`npm run --silent ${script}`, { shell: true, stdio: 'inherit' }).status !== 0;
});

console.log(
  failed.length === 0 ? '\ncheck: all good' : `\ncheck: failed: ${failed.map(([name]) => name).join(', ')}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
