import type { Place } from './place.ts';

interface Parameter {
  readonly name: string;
  example?: unknown;
}

export interface OpenApiDocument {
  components: { parameters: Record<string, Parameter> };
}

/** The document with the current account and environment filled in wherever an operation needs them. */
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
  return document;
}
