import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { routesAsData } from './routes-as-data.ts';
import { themeAsCss } from './theme-as-css.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Where `npm start` serves the API while the console is developed with `npm run console:dev`. */
const BERTH = process.env['BERTH_ORIGIN'] ?? 'http://127.0.0.1:4000';

export default defineConfig({
  root: at('.'),
  plugins: [routesAsData(at('api/routes.ts')), themeAsCss(at('theme.ts'), at('theme.css')), react()],
  build: {
    outDir: at('dist'),
    emptyOutDir: true,
    rolldownOptions: {
      input: { console: at('index.html'), reference: at('api-reference/index.html') },
      // Code that most pages share is one file, because sixty small files compress worse, and each has its own headers.
      output: { codeSplitting: { groups: [{ name: 'shared', minShareCount: 8 }] } },
    },
    // The content security policy of the pages refuses data: URLs for everything except images and fonts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 5_000,
    reportCompressedSize: false,
  },
  worker: { format: 'es' },
  server: {
    host: '127.0.0.1',
    proxy: Object.fromEntries(
      ['/v1', '/openapi.json', '/config.json', '/_identity', '/_local'].map((path) => [path, BERTH]),
    ),
  },
});
