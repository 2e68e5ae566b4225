import type { AnyCall } from '../api/request.ts';
import type { Failure } from '../api/failure.ts';

/** The problems of the fields that still hold the refused values. Once a field is changed, its problem is dropped. */
export function standing(
  failure: Failure | null,
  refused: AnyCall | undefined,
  call: AnyCall,
): Failure['fields'] {
  const told = Object.entries(failure?.fields ?? {});
  return Object.fromEntries(told.filter(([field]) => valueIn(refused, field) === valueIn(call, field)));
}

/** For a path such as `3.e164` or `changes.0`: the problem of the field in which it begins. */
function valueIn(call: AnyCall | undefined, path: string): string | undefined {
  const [field = ''] = path.split('.');
  const body = (call?.body ?? {}) as Readonly<Record<string, unknown>>;
  return JSON.stringify(body[field]);
}
