/**
 * How many requests a minute are let through to the API, in front of it. An environment of 10,000 calls of three
 * minutes each sends some 22,000 with its one key. People, and clients without a credential, need far less: an office
 * behind one address, each page of the console some ten requests.
 */
export const rateRules = { credential: 30_000, address: 60_000, addressWithoutKey: 3_000 } as const;

/**
 * In seconds: the window over which requests are counted, and the time after which a client that has slowed down is let
 * in again.
 */
export const RATE_WINDOW_SECONDS = 60;

/** How the credentials of machines begin in the header `Authorization`. */
export const MACHINE_CREDENTIALS = ['Bearer brt_', 'Bearer bsa_'] as const;

export const RATE_LIMITED_DETAIL =
  'Too many requests from this address, or with this credential. Try again in a minute.';
