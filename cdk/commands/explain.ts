// npm run explain -- FUNCTION < stack.txt: maps the stack of a deployed function to lines of the source. Run it on the
// deployed commit: bundling is reproducible, so the bundle built here is the one that runs there.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
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
    const files = {
      'index.js': await bundled(join(folder, name, 'index.js')),
      // The same code in all functions, in a file of its own.
      'verifier.js': await bundled(join(folder, 'verifier.js')),
    };
    // In the log the stack is a part of a line of JSON, with its own lines separated by a backslash and an n.
    const stack = (await text(process.stdin)).replaceAll(String.raw`\n`, '\n');
    console.log(
      stack.replaceAll(
        /(?:\/var\/task\/)?\b(index\.js|verifier\.js):(\d+):(\d+)/g,
        (place, file: keyof typeof files, line: string, column: string) => {
          const { map, directory } = files[file];
          const entry = map.findEntry(Number(line) - 1, Number(column) - 1);
          if (!('originalSource' in entry)) return place;
          const source = relative(project, resolve(directory, entry.originalSource));
          return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
        },
      ),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});

async function bundled(file: string): Promise<{ map: SourceMap; directory: string }> {
  const map = new SourceMap(JSON.parse(await readFile(`${file}.map`, 'utf8')) as SourceMapPayload);
  return { map, directory: dirname(file) };
}
