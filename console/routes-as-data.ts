import type { Plugin } from 'vite';

/**
 * Replaces the module that reads the route table by its result: method and path of each operation. So the browser loads
 * neither the schemas nor their library.
 */
export const routesAsData = (file: string): Plugin => ({
  name: 'routes-as-data',
  async load(id) {
    if (id !== file) return undefined;
    const { routes } = (await import(file)) as { routes: unknown };
    return `export const routes = ${JSON.stringify(routes)};`;
  },
});
