import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { synthesised } from './synthesised.ts';

/** The qualifiers by which the assembly of a stage finds the roles, buckets and version of the bootstrapping. */
function qualifiersWith(options: Readonly<Record<string, string>>): Set<string> {
  const { stacks } = synthesised({ stage: 'prod', ...options });
  const { directory } = (stacks.data.node.root as App).synth();
  const files = readdirSync(directory).filter((name) => name.endsWith('.json'));
  const said = files.map((name) => readFileSync(join(directory, name), 'utf8')).join('\n');
  const found = said.matchAll(/cdk-(\w+)-(?:assets|[\w-]+-role)-|\/cdk-bootstrap\/(\w+)\//g);
  return new Set([...found].map(([, inName, inParameter]) => inName ?? inParameter ?? ''));
}

test('every role, bucket and parameter is that of the bootstrapping that the stage names', () => {
  expect(qualifiersWith({ bootstrapQualifier: 'acme' })).toEqual(new Set(['acme']));
});

test('without the option the bootstrapping is that of the CDK', () => {
  expect(qualifiersWith({})).toEqual(new Set(['hnb659fds']));
});
