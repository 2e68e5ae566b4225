/** Where one can use a service account at once. */
export const places = [
  { id: 'curl', text: 'curl' },
  { id: 'github', text: 'GitHub Actions' },
] as const;

export type Place = (typeof places)[number]['id'];

interface Use {
  readonly origin: string;
  readonly accountId: string;
  /** As a shell reads it: the secret itself, or the variable that holds it. */
  readonly secret: string;
}

const SECRET_VARIABLE = '$BERTH_SECRET';

/** A request that works as it stands, whichever role a service account has. */
export const snippetFor = (place: Place, use: Use): string => snippets[place](use);

const request = (secret: string, { origin, accountId }: Use, indent: string): string =>
  [
    `curl --fail-with-body '${origin}/v1/accounts/${accountId}/environments' \\`,
    `${indent}  -H "Authorization: Bearer ${secret}"`,
  ].join('\n');

const snippets: Readonly<Record<Place, (use: Use) => string>> = {
  curl: (use) => request(use.secret, use, ''),

  // The log of a workflow shows what it runs: there the secret is a variable, always.
  github: (use) => `# Once, in the repository: gh secret set BERTH_SECRET
- name: List the environments
  env:
    BERTH_SECRET: \${{ secrets.BERTH_SECRET }}
  run: |
    ${request(SECRET_VARIABLE, use, '    ')}`,
};
