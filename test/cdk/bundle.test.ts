import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '../../cdk/bundle/bundle.ts';
import { dynamoDbAddress } from '../../cdk/bundle/left-out.ts';
import { regions } from '../../cdk/options.ts';

/** In bytes, minified. Larger bundles have longer cold starts, and calls wait for this one. */
const BUDGET = 260_000;

test('the function that starts calls stays within its 260 KB', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'berth-bundle-'));
  try {
    const sizes = await bundle(['calls'], directory);
    expect(sizes.get('calls')).toBeLessThanOrEqual(BUDGET);
  } finally {
    await rm(directory, { recursive: true });
  }
});

test('a bundle calls DynamoDB at the same address as the SDK, in every region of a stage and with a configured endpoint', async () => {
  const { defaultEndpointResolver: ours } = (await import(
    `data:text/javascript,${encodeURIComponent(dynamoDbAddress)}`
  )) as { defaultEndpointResolver: (parameters: object) => { url: URL } };
  for (const Region of regions) {
    const { endpointProvider } = new DynamoDBClient({ region: Region }).config;
    for (const Endpoint of [undefined, 'http://127.0.0.1:8000']) {
      const parameters = { Region, Endpoint, UseFIPS: false, UseDualStack: false };
      expect(String(ours(parameters).url)).toBe(String(endpointProvider(parameters).url));
    }
  }
});
