/**
 * The headers of every response: the id of its request, that nobody may cache it, and that browsers must not guess its
 * type.
 */
export const headersOfAll = (requestId: string) => ({
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-request-id': requestId,
});
