import { parametersIn, type Operation, type Operations, type pathParameters } from '../api/operation.ts';
import { Problem } from '../api/problem.ts';
import type { UseCase } from '../request.ts';
import type { Event } from './event.ts';
import type { fileOf } from './files/download.ts';
import type { linesOf } from './files/upload.ts';

/** A row of the route table, and its use case. */
export interface Route {
  readonly id: string;
  readonly operation: Operation;
  /** The names of the parameters in its path. */
  readonly parameters: readonly (keyof typeof pathParameters)[];
  readonly useCase: UseCase;
  readonly files: Files;
}

/**
 * The code that reads uploads and writes downloads. Only functions that serve files get it, to keep the other bundles
 * small.
 */
export interface Files {
  readonly linesOf?: typeof linesOf;
  readonly fileOf?: typeof fileOf;
}

/** A use case for every row of a group: none missing, none too many, each of its row's type. */
export type UseCases<Rows extends Operations> = { readonly [Id in keyof Rows]: UseCase<Rows[Id]> };

/** Finds the row that API Gateway chose (its route key is the row's method and path), and its use case. */
export function router<Rows extends Operations>(
  rows: Rows,
  useCases: UseCases<Rows>,
  files: Files,
): (event: Event) => Route {
  for (const [id, { upload, download }] of Object.entries<Operation>(rows)) {
    const isServed = (!upload || files.linesOf) && (!download || files.fileOf);
    if (!isServed)
      throw new Error(`${id} takes or returns a file: its function must be served with the code for files`);
  }
  const byRouteKey = new Map(
    Object.entries(rows).map(([id, operation]): [string, Route] => [
      `${operation.method} ${operation.path}`,
      {
        id,
        operation,
        parameters: parametersIn(operation.path),
        useCase: useCases[id] as unknown as UseCase,
        files,
      },
    ]),
  );
  return ({ routeKey }) => {
    const route = byRouteKey.get(routeKey);
    if (route === undefined) throw new Problem('not_found');
    return route;
  };
}
