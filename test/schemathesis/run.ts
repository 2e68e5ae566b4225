// npm run test:schemathesis [-- --max-examples 100]: Schemathesis knows only the OpenAPI document of this product, and
// sends requests that it generates from it. Options are passed on to it.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startBerth } from '../../local/berth.ts';
import { checkTable } from '../reliability/checker/check-table.ts';
import { allItems } from '../reliability/table-copy.ts';
import { findPython, pythonWith } from '../setup/python.ts';
import { configurationFor } from './configuration.ts';
import { furnish } from './furnish.ts';

const REQUIREMENTS = fileURLToPath(new URL('requirements.txt', import.meta.url));

const python = findPython();
if (python === undefined) {
  console.log(
    'Not tested: Schemathesis. There is no Python 3.10 or newer with venv, which it needs to be installed.',
  );
} else {
  process.exitCode = await attack(await pythonWith(python, 'schemathesis', REQUIREMENTS));
}

/** @returns the exit code: 0 when nothing was found */
async function attack(schemathesis: string): Promise<number> {
  const failures: unknown[] = [];
  const berth = await startBerth({
    port: 0,
    ephemeral: true,
    empty: true,
    log: (line) => void (line['level'] === 'error' && failures.push(line)),
  });
  const folder = await mkdtemp(join(tmpdir(), 'berth-schemathesis-'));
  try {
    const configuration = join(folder, 'schemathesis.toml');
    await writeFile(configuration, configurationFor(await furnish(berth.origin)));
    const child = spawn(
      schemathesis,
      [
        '-m',
        'schemathesis.cli',
        `--config-file=${configuration}`,
        'run',
        `${berth.origin}/openapi.json`,
        ...process.argv.slice(2),
      ],
      { cwd: folder, stdio: 'inherit' },
    );
    const code = await new Promise<number>((resolve) => child.once('exit', (exit) => resolve(exit ?? 1)));
    const wrong = checkTable(await allItems(berth.context.table), Date.now());
    for (const line of [...failures, ...wrong]) console.error(line);
    console.log(`${failures.length} errors in the log, ${wrong.length} things wrong in the table.`);
    return code === 0 && failures.length + wrong.length > 0 ? 1 : code;
  } finally {
    await berth.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
