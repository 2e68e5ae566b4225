/** The places in which the snippet can be used. */
export const places = [
  { id: 'curl', text: 'curl' },
  { id: 'github', text: 'GitHub Actions' },
] as const;

export type Place = (typeof places)[number]['id'];

interface Use {
  readonly origin: string;
  readonly accountId: string;
  /** For a shell: the secret itself, or the variable that holds it. */
  readonly secret: string;
}

const SECRET_VARIABLE = '$BERTH_SECRET';

/** A request that works without changes, with either role of a service account. */
export const snippetFor = (place: Place, use: Use): string => snippets[place](use);

const request = (secret: string, { origin, accountId }: Use, indent: string): string =>
  [
    `curl --fail-with-body '${origin}/v1/accounts/${accountId}/environments' \\`,
    `${indent}  -H "Authorization: Bearer ${secret}"`,
  ].join('\n');

const snippets: Readonly<Record<Place, (use: Use) => string>> = {
  curl: (use) => request(use.secret, use, ''),

  // The log of a workflow shows its commands, so the secret is always a variable there.
  github: (use) => `# Once, in the repository: gh secret set BERTH_SECRET
- name: List the environments
  env:
    BERTH_SECRET: \${{ secrets.BERTH_SECRET }}
  run: |
    ${request(SECRET_VARIABLE, use, '    ')}`,
};
