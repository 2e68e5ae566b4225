const PREFIX = 'berth.';

/** Choices that this browser stores. Never anything secret; and a browser may refuse storage. */
export const remembered = (name: string): string | undefined => read('localStorage', name);

export const remember = (name: string, value: string): void => write('localStorage', name, value);

/** The same for this tab alone, with the browser's as the default: so two tabs do not affect each other. */
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
    // Without storage it is chosen again next time.
  }
}

/** The keys of what is stored: the last account, and in each account the last environment. */
export const ACCOUNT = 'account';
export const environmentOf = (accountId: string): string => `environment.${accountId}`;
