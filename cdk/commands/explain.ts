// npm run explain -- FUNCTION < stack.txt: maps the stack of a deployed function to lines of the source. Run it on the
// deployed commit: bundling is reproducible, so the bundle built here is the one that runs there.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { bundle } from '../bundle/bundle.ts';
import { functions } from '../functions.ts';
import { command, project, Unusable } from './command-line.ts';

await command(async ([name = '']) => {
  if (!(name in functions))
    throw new Unusable(
      `Name the function: npm run explain -- FUNCTION < stack.txt (${Object.keys(functions).join(', ')})`,
    );
  const folder = await mkdtemp(join(tmpdir(), 'berth-'));
  try {
    await bundle([name], folder, { sourceMaps: true });
    const file = join(folder, name, 'index.js.map');
    const map = new SourceMap(JSON.parse(await readFile(file, 'utf8')) as SourceMapPayload);
    // In the log the stack is a part of a line of JSON, with its own lines separated by a backslash and an n.
    const stack = (await text(process.stdin)).replaceAll(String.raw`\n`, '\n');
    console.log(
      stack.replaceAll(/(?:\/var\/task\/)?index\.js:(\d+):(\d+)/g, (place, line: string, column: string) => {
        const entry = map.findEntry(Number(line) - 1, Number(column) - 1);
        if (!('originalSource' in entry)) return place;
        const source = relative(project, resolve(join(folder, name), entry.originalSource));
        return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
      }),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});
