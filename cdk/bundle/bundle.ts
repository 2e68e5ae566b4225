import { rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { leaveOut } from './left-out.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Bundles functions, all in one go: in the directory a folder for each, with an `index.js` that needs nothing but Node.
 * @returns the size of each `index.js` in bytes
 */
export async function bundle(names: readonly string[], directory: string): Promise<Map<string, number>> {
  await rm(directory, { recursive: true, force: true });
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: names.map((name) => ({ in: `functions/${name}.ts`, out: `${name}/index` })),
    outdir: directory,
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
  await writeFile(join(directory, 'package.json'), '{ "type": "commonjs" }\n');
  // What is in them, and why: for esbuild's analyzer, and for the benchmark.
  await writeFile(join(directory, 'meta.json'), JSON.stringify(metafile));
  return new Map(
    Object.entries(metafile.outputs).map(([path, { bytes }]) => [basename(dirname(path)), bytes]),
  );
}
