import type { Place } from './place.ts';

interface Parameter {
  readonly name: string;
  example?: unknown;
}

export interface OpenApiDocument {
  components: {
    parameters: Record<string, Parameter>;
    securitySchemes: { machine: { description: string } };
  };
}

/**
 * The document with the current account and environment filled in wherever an operation needs them. Where a request takes
 * an API key, it says whose, and where to get one.
 */
export function aimedAt({ account, environment }: Place, document: OpenApiDocument): OpenApiDocument {
  const values: Record<string, string | undefined> = {
    accountId: account?.accountId,
    environmentId: environment?.id,
    keyId: environment?.apiKey.id,
  };
  for (const parameter of Object.values(document.components.parameters)) {
    const value = values[parameter.name];
    if (value !== undefined) parameter.example = value;
  }
  if (environment !== undefined)
    document.components.securitySchemes.machine.description = `An API key of ${environment.name}. Its secret was shown once, when it was made: Berth → API keys → Rotate API key makes a new one.`;
  return document;
}
