import { routes } from '../api/index.ts';
import { Problem } from '../api/problem.ts';
import type { Context } from '../context.ts';
import type { Handler } from './event.ts';
import { handlerOf } from './handler.ts';

const paths = [...Map.groupBy(routes, ({ path }) => path)].map(([path, rows]) => ({
  pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  methods: rows.map(({ method }) => method),
}));

/** Answers requests that match no route: 405 where the path exists with another method, else 404. */
export const serveFallback = (context: Context): Handler =>
  handlerOf(context, ({ rawPath }) => {
    const methods = paths.filter(({ pattern }) => pattern.test(rawPath)).flatMap((path) => path.methods);
    if (methods.length === 0) throw new Problem('not_found');
    const detail = `This path supports ${methods.join(', ')}.`;
    throw new Problem('method_not_allowed', { detail, allow: methods });
  });
