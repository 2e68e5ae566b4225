import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions, type Metafile } from 'esbuild';
import { bundle } from '../../cdk/bundle/bundle.ts';
import { leaveOut } from '../../cdk/bundle/left-out.ts';
import { functions } from '../../cdk/functions.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A bundle that can be loaded: where it is, how large it is, and its contents by package or folder, the largest first. */
export interface Bundle {
  readonly file: string;
  readonly bytes: number;
  readonly contents: readonly { readonly from: string; readonly bytes: number }[];
}

/** The names of bundles that are not deployed, but measured against. */
export const EMPTY = 'an empty handler';
/** The client as it is bundled by default. */
export const CLIENT_ONLY = 'client only';
/** With everything left out that Berth leaves out: the lower bound for its functions. */
export const CLIENT_PARED = 'client only, pared';

/** The settings of Berth's own bundles, as far as they change the contents. */
const pared: BuildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  supported: { 'dynamic-import': false },
  mainFields: ['module', 'main'],
  minify: true,
  legalComments: 'none',
  external: ['@smithy/core/event-streams', 'aws-jwt-verify', 'aws-jwt-verify/*'],
  plugins: [leaveOut],
};

const plain: BuildOptions = { bundle: true, platform: 'node', target: 'node24', format: 'cjs', minify: true };

/** Builds all functions as they are deployed, and what they are measured against. @param directory is emptied first */
export async function allBundles(directory: string): Promise<Map<string, Bundle>> {
  const deployed = join(directory, 'functions');
  const bundles = new Map<string, Bundle>();
  for (const [name, bytes] of await bundle(Object.keys(functions), deployed)) {
    const { contents } = await built(
      `functions/${name}.ts`,
      join(directory, 'analysed', `${name}.cjs`),
      pared,
    );
    bundles.set(name, { file: join(deployed, name, 'index.js'), bytes, contents });
  }
  for (const [name, entry, options] of [
    [EMPTY, 'empty', plain],
    [CLIENT_ONLY, 'client-only', plain],
    [CLIENT_PARED, 'client-only', pared],
  ] as const) {
    const file = join(directory, `${name.replaceAll(/\W+/g, '-')}.cjs`);
    bundles.set(name, await built(`bench/cold/${entry}.ts`, file, options));
  }
  return bundles;
}

/** Bundles a file like Berth's own, for measuring. @param entry from the project's root */
export const builtAsOurs = (entry: string, file: string): Promise<Bundle> => built(entry, file, pared);

async function built(entry: string, file: string, options: BuildOptions): Promise<Bundle> {
  const { metafile } = await build({
    ...options,
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: file,
    metafile: true,
    logLevel: 'warning',
  });
  const [output] = Object.values(metafile.outputs);
  return { file, bytes: output?.bytes ?? 0, contents: contentsOf(output?.inputs ?? {}) };
}

function contentsOf(inputs: Metafile['outputs'][string]['inputs']): Bundle['contents'] {
  const byOrigin = new Map<string, number>();
  for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
    const origin = originOf(path);
    byOrigin.set(origin, (byOrigin.get(origin) ?? 0) + bytesInOutput);
  }
  return [...byOrigin]
    .map(([from, bytes]) => ({ from, bytes }))
    .toSorted((one, other) => other.bytes - one.bytes);
}

/** The package of a module, or the folder of Berth. All stand-ins for what is left out count as one. */
function originOf(path: string): string {
  if (path.startsWith('left-out:')) return 'stand-ins for what is left out';
  const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
  return name ?? path.split('/').slice(0, 2).join('/');
}
