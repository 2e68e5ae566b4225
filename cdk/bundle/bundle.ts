import { rm, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { leaveOut } from './left-out.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const output = 'dist/functions';

/** Where the bundle of a function is, ready to be deployed. */
export const bundleOf = (name: string): string => `${root}${output}/${name}`;

/**
 * Bundles functions, all in one go: for each a folder with an `index.js` that needs nothing but Node.
 * @returns the size of each `index.js` in bytes
 */
export async function bundle(names: readonly string[]): Promise<Map<string, number>> {
  await rm(`${root}${output}`, { recursive: true, force: true });
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: names.map((name) => ({ in: `functions/${name}.ts`, out: `${name}/index` })),
    outdir: output,
    bundle: true,
    platform: 'node',
    target: 'node24',
    // CommonJS starts faster in Lambda. The packages' ES modules are taken all the same: of those, only what is used stays.
    format: 'cjs',
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    // Needed by streams of events alone, which none of our requests has. The SDK asks for it only then.
    external: ['@smithy/core/event-streams'],
    plugins: [leaveOut],
    metafile: true,
    logLevel: 'warning',
  });
  // In Lambda a `.js` file on its own is CommonJS. Here it has our package.json above it, which says otherwise.
  await writeFile(`${root}${output}/package.json`, '{ "type": "commonjs" }\n');
  return new Map(
    Object.entries(metafile.outputs).map(([path, { bytes }]) => [basename(dirname(path)), bytes]),
  );
}
