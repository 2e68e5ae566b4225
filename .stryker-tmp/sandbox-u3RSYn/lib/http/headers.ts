/** What every response carries: which request it answers, that nobody may keep it, and that its type is not to be guessed. */
export const headersOfAll = (requestId: string) => ({
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-request-id': requestId,
});
