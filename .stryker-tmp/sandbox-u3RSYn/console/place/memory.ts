const PREFIX = 'berth.';

/** What this browser remembers of somebody's choices. Never anything secret; and a browser may refuse to remember. */
export const remembered = (name: string): string | undefined => read('localStorage', name);

export const remember = (name: string, value: string): void => write('localStorage', name, value);

/** The same of this tab alone, and of any tab for what was never chosen in this one: two tabs never cross. */
export const rememberedHere = (name: string): string | undefined =>
  read('sessionStorage', name) ?? remembered(name);

export function rememberHere(name: string, value: string): void {
  write('sessionStorage', name, value);
  remember(name, value);
}

type Storage = 'localStorage' | 'sessionStorage';

function read(storage: Storage, name: string): string | undefined {
  try {
    return window[storage].getItem(PREFIX + name) ?? undefined;
  } catch {
    return undefined;
  }
}

function write(storage: Storage, name: string, value: string): void {
  try {
    window[storage].setItem(PREFIX + name, value);
  } catch {
    // Then it is chosen again next time.
  }
}

/** The names of what is remembered: the account worked in last, and in each account the environment. */
export const ACCOUNT = 'account';
export const environmentOf = (accountId: string): string => `environment.${accountId}`;
