const PREFIX = 'berth.';

/** What this browser remembers of somebody's choices. Never anything secret; and a browser may refuse to remember. */
export function remembered(name: string): string | undefined {
  try {
    return window.localStorage.getItem(PREFIX + name) ?? undefined;
  } catch {
    return undefined;
  }
}

export function remember(name: string, value: string): void {
  try {
    window.localStorage.setItem(PREFIX + name, value);
  } catch {
    // Then it is chosen again next time.
  }
}

/** The names of what is remembered: the account worked in last, and in each account the environment. */
export const ACCOUNT = 'account';
export const environmentOf = (accountId: string): string => `environment.${accountId}`;
