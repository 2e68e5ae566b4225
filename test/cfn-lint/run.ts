// npm run test:templates: runs cfn-lint on the templates that `npm run synth` wrote to cdk.out, with AWS's own descriptions
// of each type of resource.
import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../../local/dynamodb/run.ts';
import { findPython, pythonWith } from '../setup/python.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));
const templates = globSync('cdk.out/*/*.template.json', { cwd: project });
if (templates.length === 0) throw new Error('There are no templates in cdk.out: npm run synth');
const python = findPython();
if (python === undefined)
  throw new Error('There is no Python 3.10 or newer with venv, which cfn-lint needs.');
const requirements = fileURLToPath(new URL('requirements.txt', import.meta.url));
const installed = await pythonWith(python, 'cfn-lint', requirements);
await run(
  join(dirname(installed), 'cfn-lint'),
  // W3005: a dependency that a reference makes already. The CDK writes it a second time, which does no harm.
  ['--ignore-checks', 'W3005', '--', ...templates.map((file) => join(project, file))],
);
console.log(`cfn-lint finds nothing wrong with ${templates.length} templates.`);
