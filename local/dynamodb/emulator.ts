import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDirectory, fillOnce } from './cache.ts';
import { run } from './run.ts';

// The npm package that contains Amazon's own DynamoDB Local 1.25.1. Its licence forbids redistribution, so it is
// downloaded and never committed. As a dependency it would bring about 280 packages that nobody needs.
const name = 'amplify-dynamodb-simulator';
const version = '2.9.30';
const integrity =
  'sha512-xTeeRLvzEfqyd5lh3bH4c0kHvSHHmmhD5ZDsHFKAQ5g2Zl6JqlFdutaQhCLHzxEp6Ry1o7TB6niIoXuQAnSewQ==';
const tarball = `${name}-${version}.tgz`;

/**
 * The directory that holds DynamoDBLocal.jar. The first call downloads it (55 MB) into the cache.
 * @param download puts the package's tarball into the given directory, under the given name
 * @throws Error when the download fails or differs from the pinned checksum; the cache is then unchanged
 */
export async function fetchEmulator(download = downloadFromNpm): Promise<string> {
  return fillOnce(join(cacheDirectory(), 'dynamodb-local', version), async (directory) => {
    await download(directory, tarball);
    const bytes = await readFile(join(directory, tarball));
    const actual = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
    if (actual !== integrity) {
      throw new Error(`${tarball} has the integrity ${actual} instead of ${integrity}, so it is not used`);
    }
    // Relative names, because GNU tar would read the "C:" of a Windows path as a host.
    await run('tar', ['-xzf', tarball, '--strip-components=2', 'package/emulator'], { cwd: directory });
    await rm(join(directory, tarball));
  });
}

/** `npm pack` uses the registry and proxy of this machine's npm configuration. */
async function downloadFromNpm(directory: string, _tarball: string): Promise<void> {
  process.stderr.write('Fetching DynamoDB Local (55 MB, only this once) ...\n');
  await run('npm', ['pack', `${name}@${version}`, '--pack-destination', '.'], { cwd: directory });
}
