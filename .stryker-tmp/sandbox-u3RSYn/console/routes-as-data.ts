import type { Plugin } from 'vite';

/**
 * Replaces the module that reads the route table by what it makes of it: method and path of each operation. So the
 * browser gets neither the schemas nor the library that they are written in.
 */
export const routesAsData = (file: string): Plugin => ({
  name: 'routes-as-data',
  async load(id) {
    if (id !== file) return undefined;
    const { routes } = (await import(file)) as { routes: unknown };
    return `export const routes = ${JSON.stringify(routes)};`;
  },
});
