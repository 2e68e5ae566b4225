import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { routes } from '../api/index.ts';
import { Problem } from '../api/problem.ts';
import type { World } from '../world.ts';
import { accessLog } from './access-log.ts';
import type { Event, Result } from './exchange.ts';
import { problemDocuments } from './problems.ts';
import { requestId } from './request-id.ts';
import type { Handler } from './serve.ts';

const paths = [...Map.groupBy(routes, ({ path }) => path)].map(([path, rows]) => ({
  pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  methods: rows.map(({ method }) => method),
}));

/** Answers what no route takes: 405 where the path exists under another method, else 404. */
export const serveFallback = (world: World): Handler =>
  middy<Event, Result, Error, Context>(({ rawPath }: Event): Result => {
    const methods = paths.filter(({ pattern }) => pattern.test(rawPath)).flatMap((path) => path.methods);
    if (methods.length > 0) {
      const detail = `This path answers to ${methods.join(', ')}.`;
      throw new Problem('method_not_allowed', { detail, allow: methods });
    }
    throw new Problem('not_found');
  })
    .use(requestId())
    .use(accessLog(world))
    .use(problemDocuments()) as unknown as Handler;
