import { operations } from '../../lib/api/index.ts';
import type { Operation } from '../../lib/api/operation.ts';

export type Route = Pick<Operation, 'method' | 'path'>;

/** Method and path of every operation. In the bundle this module is its value: see `routes-as-data.ts`. */
export const routes: Readonly<Record<string, Route>> = Object.fromEntries(
  Object.entries(operations).map(([id, { method, path }]) => [id, { method, path }]),
);
