import { copyFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as esbuild, type Plugin } from 'esbuild';
import { leaveOut } from './left-out.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const VERIFIER = fileURLToPath(new URL('verifier.ts', import.meta.url));

/**
 * Keeps the code that verifies tokens in a file of its own beside the function, where it does not slow down a cold
 * start.
 */
const verifierApart: Plugin = {
  name: 'verifier apart',
  setup(build) {
    build.onResolve({ filter: /^aws-jwt-verify(\/|$)|\/claims\.ts$/ }, ({ importer }) =>
      importer === VERIFIER ? undefined : { path: './verifier.js', external: true },
    );
  },
};

/**
 * Bundles all given functions at once. Each gets a folder in the directory, with an `index.js` that needs nothing but
 * Node.
 * @param sourceMaps whether each `index.js` gets its `index.js.map`
 * @returns the size of each `index.js` in bytes
 */
export async function bundle(
  names: readonly string[],
  directory: string,
  { sourceMaps = false } = {},
): Promise<Map<string, number>> {
  await rm(directory, { recursive: true, force: true });
  const { metafile } = await esbuild({
    absWorkingDir: root,
    entryPoints: [
      ...names.map((name) => ({ in: `functions/${name}.ts`, out: `${name}/index` })),
      { in: VERIFIER, out: 'verifier' },
    ],
    outdir: directory,
    bundle: true,
    platform: 'node',
    target: 'node24',
    // CommonJS starts faster in Lambda. The input is the packages' ES modules, from which unused code can be removed.
    format: 'cjs',
    // A dynamic import becomes a `require`: otherwise Node's loader for ES modules would have to start first (a sixth
    // of a cold start).
    supported: { 'dynamic-import': false },
    mainFields: ['module', 'main'],
    minify: true,
    // The code does not refer to the map, because Node would then read it at each cold start.
    sourcemap: sourceMaps && 'external',
    sourcesContent: false,
    legalComments: 'none',
    // Needed only by streams of events, which none of our requests has. The SDK loads it only then.
    external: ['@smithy/core/event-streams'],
    plugins: [leaveOut, verifierApart],
    metafile: true,
    logLevel: 'warning',
  });
  // In Lambda a `.js` file without a package.json is CommonJS. Here our package.json makes it an ES module.
  await writeFile(join(directory, 'package.json'), '{ "type": "commonjs" }\n');

  const sizes = new Map<string, number>();
  for (const name of names) {
    const { bytes, imports } = outputAt(join(directory, name, 'index.js'));
    sizes.set(name, bytes);
    if (imports.some(({ path }) => path === './verifier.js')) {
      await copyFile(join(directory, 'verifier.js'), join(directory, name, 'verifier.js'));
    }
  }
  return sizes;

  function outputAt(file: string) {
    const [, output] =
      Object.entries(metafile.outputs).find(([path]) => resolve(root, path) === resolve(file)) ?? [];
    if (output === undefined) throw new Error(`${file} was not made`);
    return output;
  }
}
