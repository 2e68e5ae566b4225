import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from '../../cdk/bundle/bundle.ts';

const EXPLAIN = fileURLToPath(new URL('../../cdk/commands/explain.ts', import.meta.url));
const FALLBACK = new URL('../../lib/http/fallback.ts', import.meta.url);

test('a position in a deployed function’s stack is explained by the source line that it was made from', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'berth-explain-'));
  try {
    await bundle(['fallback'], directory);
    const code = await readFile(join(directory, 'fallback/index.js'), 'utf8');
    const before = code.slice(0, code.indexOf('This path supports')).split('\n');
    const place = `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
    const { stdout } = spawnSync(process.execPath, [EXPLAIN, 'fallback'], {
      input: String.raw`Error: x\n    at serve (/var/task/index.js:${place})`,
      encoding: 'utf8',
    });
    const [, line = ''] = /lib\/http\/fallback\.ts:(\d+):\d+/.exec(stdout) ?? [];
    const source = (await readFile(FALLBACK, 'utf8')).split('\n');
    expect(source[Number(line) - 1]).toContain('This path supports');

    const verifier = await readFile(join(directory, 'verifier.js'), 'utf8');
    const lines = verifier.split('\n');
    const inVerifier = lines.findIndex((text) => text.includes('throw new'));
    const { stdout: explained } = spawnSync(process.execPath, [EXPLAIN, 'fallback'], {
      input: `at verify (/var/task/verifier.js:${inVerifier + 1}:${lines[inVerifier]?.indexOf('throw new')})`,
      encoding: 'utf8',
    });
    expect(explained).toMatch(/at verify \(node_modules\/aws-jwt-verify\//);
  } finally {
    await rm(directory, { recursive: true });
  }
});
