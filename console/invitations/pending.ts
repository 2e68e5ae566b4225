const NAME = 'berth.invitation';

/**
 * The token of the invitation that this tab was opened with. It survives a reload and a sign-in as somebody else, but
 * only in this tab; it is removed when it has been accepted, or dismissed.
 */
export const pendingInvitation = {
  get: (): string | undefined => attempt(() => sessionStorage.getItem(NAME) ?? undefined),
  keep(token: string): void {
    attempt(() => sessionStorage.setItem(NAME, token));
  },
  forget(): void {
    attempt(() => sessionStorage.removeItem(NAME));
  },
};

/** A browser may refuse storage. */
function attempt<Result>(act: () => Result): Result | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}

/** The token in the link of an invitation, or in a part of the link. */
export function tokenIn(link: string): string | undefined {
  const hash = link.includes('#') ? link.slice(link.indexOf('#') + 1) : link;
  return new URLSearchParams(hash.trim()).get('token') ?? undefined;
}
