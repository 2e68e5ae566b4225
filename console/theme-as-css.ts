import { build } from 'esbuild';
import type { Plugin } from 'vite';

/**
 * Turns the theme into a style sheet while the console is built. Cloudscape would add it to the page from a script,
 * which the content security policy forbids.
 */
export const themeAsCss = (theme: string, styleSheet: string): Plugin => ({
  name: 'theme-as-css',
  // Cloudscape includes Open Sans, 300 KB of it, for pages without a typeface of their own.
  transform: {
    order: 'pre',
    handler: (css, id) =>
      id.endsWith('global-styles/index.css') ? css.replaceAll(/@font-face\s*\{[^}]*\}/g, '') : undefined,
  },
  async load(id) {
    if (id !== styleSheet) return undefined;
    this.addWatchFile(theme);
    return styleSheetOf(theme);
  },
});

/** Cloudscape imports folders, which a bundler supports, but Node does not. */
async function styleSheetOf(file: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `
        import { generateThemeStylesheet } from '@cloudscape-design/components/theming';
        import { theme } from ${JSON.stringify(file)};
        export const css = generateThemeStylesheet({ theme });`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
    logLevel: 'error',
  });
  const code = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  const { css } = (await import(`data:text/javascript;base64,${code}`)) as { css: string };
  return css;
}
