import { createHash } from 'node:crypto';
import { transformSync, version } from 'esbuild';

const options = {
  loader: 'ts',
  format: 'esm',
  target: 'es2024',
  // Inside the file, so that stack traces show the lines of the TypeScript source.
  sourcemap: 'inline',
  tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
};

/** Jest's transformer for TypeScript. It only strips the types; `npm run check` checks them. */
export default {
  process: (source, path) => ({ code: transformSync(source, { ...options, sourcefile: path }).code }),
  getCacheKey: (source, path) =>
    createHash('sha256')
      .update([version, JSON.stringify(options), path, source].join('\0'))
      .digest('hex'),
};
