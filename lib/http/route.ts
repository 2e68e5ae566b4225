import { parametersIn, type Operations } from '../api/operation.ts';
import { Problem } from '../api/problem.ts';
import type { UseCase } from '../call.ts';
import type { Layer } from './exchange.ts';

/** A use case for every row of a group: none missing, none too many, each of its row's type. */
export type UseCases<Rows extends Operations> = { readonly [Id in keyof Rows]: UseCase<Rows[Id]> };

/** Finds the row that API Gateway chose (its route key is the row's method and path), and what it does. */
export function route<Rows extends Operations>(rows: Rows, useCases: UseCases<Rows>): Layer {
  const byRouteKey = new Map(
    Object.entries(rows).map(([id, operation]) => [
      `${operation.method} ${operation.path}`,
      {
        id,
        operation,
        parameters: parametersIn(operation.path),
        useCase: useCases[id] as unknown as UseCase,
      },
    ]),
  );
  return {
    before: ({ event }) => {
      const found = byRouteKey.get(event.routeKey);
      if (found === undefined) throw new Problem('not_found');
      event.exchange.route = found;
    },
  };
}
