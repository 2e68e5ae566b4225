import { readdir, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cacheDirectory, exists, fillOnce } from './cache.ts';
import { run } from './run.ts';

const oldest = 17;
const fetched = 21;
const java = process.platform === 'win32' ? 'java.exe' : 'java';

export interface Java {
  readonly command: string;
  /** The major one, 17 or newer. */
  readonly version: number;
}

/**
 * The command that starts Java 17 or newer: from JAVA_HOME, otherwise from the PATH, otherwise from a JRE that is
 * downloaded once into the cache.
 * @throws Error that says what to install, when there is none and none can be downloaded
 */
export async function findJava(): Promise<Java> {
  const home = process.env['JAVA_HOME'];
  for (const command of [...(home ? [join(home, 'bin', java)] : []), java]) {
    const version = await majorVersion(command);
    if (version >= oldest) return { command, version };
  }
  try {
    return { command: await fetchJre(), version: fetched };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `DynamoDB Local needs Java ${oldest} or newer. None is on the PATH or in JAVA_HOME, and downloading one failed.\n` +
        'Install one and try again: "apt-get install default-jre-headless" on Debian and Ubuntu, ' +
        '"brew install openjdk" on macOS, "winget install EclipseAdoptium.Temurin.21.JRE" on Windows.\n' +
        `(The error of the download: ${reason})`,
      { cause },
    );
  }
}

/** 0 when the command is missing or does not work: macOS has a `java` that only asks to install one. */
async function majorVersion(command: string): Promise<number> {
  const said = await run(command, ['-version']).catch(() => '');
  return Number(/version "(\d+)/.exec(said)?.[1] ?? 0);
}

/**
 * njre verifies the checksum that Adoptium publishes. It is installed into the cache, because hardly anybody needs
 * it.
 */
async function fetchJre(): Promise<string> {
  const jre = await fillOnce(join(cacheDirectory(), `jre-${fetched}`), async (directory) => {
    process.stderr.write(`No Java ${oldest} or newer found: fetching a JRE (50 MB, only this once) ...\n`);
    const tool = join(directory, 'tool');
    await run('npm', ['install', '--prefix', tool, '--no-save', '--no-package-lock', 'njre@3.0.0']);
    const njre = createRequire(join(tool, 'index.js'))('njre') as {
      install(version: number, options: { installPath: string }): Promise<string>;
    };
    const unpacked = await njre.install(fetched, { installPath: join(directory, 'archive') });
    const [release] = await readdir(unpacked);
    await rename(join(unpacked, release ?? ''), join(directory, 'home'));
    await rm(tool, { recursive: true });
  });
  const macCommand = join(jre, 'home', 'Contents', 'Home', 'bin', java);
  return (await exists(macCommand)) ? macCommand : join(jre, 'home', 'bin', java);
}
