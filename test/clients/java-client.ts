// Part of npm run test:clients: OpenAPI Generator generates a client from openapi.json, which compiles and works.
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheDirectory, fillOnce } from '../../local/dynamodb/cache.ts';
import { run } from '../../local/dynamodb/run.ts';

const at = (file: string) => fileURLToPath(new URL(`java/${file}`, import.meta.url));
/** Here a quick start matters more than a fast run. */
const quickly = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];

/** @throws Error with the output of the generator, the compiler or the client */
export async function javaClient(document: string, origin: string, token: string): Promise<void> {
  const { generator, libraries } = await fromMaven();
  const folder = await mkdtemp(join(cacheDirectory(), 'client-java-'));
  try {
    const options = ['-g', 'java', '--library', 'native', '-i', document, '-o', folder];
    const said = await run('java', [...quickly, '-jar', generator, 'generate', ...options]);
    // It ignores a body with several examples.
    const warnings = said.split('\n').filter((line) => / (WARN|ERROR) /.test(line));
    const known = /OpenAPI 3\.1 support is still in beta|Ignoring complex example on request body/;
    const others = warnings.filter((line) => !known.test(line));
    if (others.length > 0) throw new Error(`OpenAPI Generator left something out:\n${others.join('\n')}`);

    const sources = (await readdir(join(folder, 'src/main'), { recursive: true, withFileTypes: true }))
      .filter(({ name }) => name.endsWith('.java'))
      .map(({ parentPath, name }) => join(parentPath, name));
    const classes = join(folder, 'classes');
    const path = libraries.join(delimiter);
    const compiler = [...quickly.map((option) => `-J${option}`), '-nowarn'];
    await run('javac', [...compiler, '-d', classes, '-cp', path, at('Calls.java'), ...sources]);
    await run('java', [...quickly, '-cp', [classes, path].join(delimiter), 'Calls', origin, token]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The dependencies in pom.xml, in the cache. */
async function fromMaven(): Promise<{ generator: string; libraries: string[] }> {
  const version = createHash('sha256')
    .update(await readFile(at('pom.xml')))
    .digest('hex')
    .slice(0, 12);
  const folder = await fillOnce(join(cacheDirectory(), `clients-java-${version}`), async (into) => {
    const copy = ['dependency:copy-dependencies', `-DoutputDirectory=${into}`];
    await run('mvn', ['--batch-mode', '--quiet', '--file', at('pom.xml'), ...copy]);
  });
  const jars = (await readdir(folder)).map((name) => join(folder, name));
  const isGenerator = (jar: string) => jar.includes('openapi-generator-cli');
  return {
    generator: jars.find(isGenerator) ?? '',
    libraries: jars.filter((jar) => !isGenerator(jar)),
  };
}
