import type { OidcMetadata } from 'oidc-client-ts';

/** The configuration of the stage in `/config.json`. */
export interface Configuration {
  readonly stage: string;
  readonly apiOrigin: string;
  /** The issuer of the tokens. */
  readonly authority: string;
  readonly clientId: string;
  readonly scope: string;
  readonly metadata: Partial<OidcMetadata>;
}

/** @throws Error when the stage does not answer */
export async function loadConfiguration(): Promise<Configuration> {
  const response = await fetch('/config.json');
  if (!response.ok) throw new Error(`/config.json answered ${response.status}`);
  return (await response.json()) as Configuration;
}
