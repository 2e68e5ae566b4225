const NAME = 'berth.invitation';

/**
 * The token of the invitation that this tab was opened with. It outlives a reload and a sign-in as somebody else, and
 * nothing but this tab: it is gone when it has been accepted, or put away.
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

/** A browser may refuse to remember. */
function attempt<Result>(act: () => Result): Result | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}

/** The token in the link of an invitation, or in what was copied of one. */
export function tokenIn(link: string): string | undefined {
  const hash = link.includes('#') ? link.slice(link.indexOf('#') + 1) : link;
  return new URLSearchParams(hash.trim()).get('token') ?? undefined;
}
