import { operations } from '../../lib/api/index.ts';
import type { Operation, Upload } from '../../lib/api/operation.ts';

export interface Route extends Pick<Operation, 'method' | 'path' | 'maxBytes'> {
  readonly upload?: Omit<Upload, 'line'>;
}

/**
 * The facts of every operation except its schemas. In the bundle this module is replaced by its value: see
 * `routes-as-data.ts`.
 */
export const routes: Readonly<Record<string, Route>> = Object.fromEntries(
  Object.entries<Operation>(operations).map(([id, { method, path, maxBytes, upload }]) => [
    id,
    {
      method,
      path,
      ...(maxBytes !== undefined && { maxBytes }),
      ...(upload !== undefined && { upload: { maxLines: upload.maxLines, examples: upload.examples } }),
    },
  ]),
);
