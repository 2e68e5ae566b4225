import { CALL, type Scene } from '../../setup/scene.ts';

/** What a string of a request can name, by the pattern that the document gives for it. */
const kinds: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ['account', /^\^acc_/],
  ['environment', /^\^env_/],
  ['key', /^\^key_/],
  ['invitation', /^\^inv_/],
  ['agent', /^\^agt_/],
  ['number', /^\^num_/],
  ['campaign', /^\^cmp_/],
  ['user', /^\^\[0-9a-f\]\{8\}/],
  ['call', /\[A-Za-z0-9\._:-\]\{1,64\}/],
  ['token', /^\^\[A-Za-z0-9_-\]\{1,200\}/],
];

export const kindOf = (pattern: string): string | undefined =>
  kinds.find(([, told]) => told.test(pattern))?.[0];

/** Names from answers. A new account has none of the scene's things. */
const prefixes: Readonly<Record<string, string>> = {
  env: 'environment',
  key: 'key',
  inv: 'invitation',
  agt: 'agent',
  num: 'number',
  cmp: 'campaign',
};

/** A placeholder in a generated request for something that exists when it is sent: the nth of its kind. */
export const placeholder = (kind: string, nth: number): string => `«${kind}:${nth}»`;

/**
 * The ids, tokens and cursors that can be named right now: those of the own scene and of answers since, and those of a
 * neighbour.
 */
export class Pools {
  readonly #own = new Map<string, string[]>();
  readonly #neighbours = new Map<string, string[]>();

  constructor(own: Scene, neighbour: Scene) {
    for (const [scene, pool] of [
      [own, this.#own],
      [neighbour, this.#neighbours],
    ] as const) {
      const { accountId, environment, colleague, invitation, member, admin } = scene;
      // The first of each kind is the one that the others belong to.
      learn(pool, [environment.id, environment.keyId, scene.agentId, scene.numberId].join());
      learn(pool, JSON.stringify(scene));
      for (const { userId } of [colleague, member, admin]) add(pool, 'user', userId);
      add(pool, 'account', accountId);
      add(pool, 'token', invitation.token);
      add(pool, 'call', CALL);
    }
  }

  /** Adds the names from an answer. */
  learnFrom(text: string): void {
    learn(this.#own, text);
    const { nextCursor } = JSON.parse(text.startsWith('{') ? text : '{}') as { nextCursor?: string | null };
    if (typeof nextCursor === 'string') add(this.#own, 'cursor', nextCursor);
  }

  /** The text with its placeholders filled in, mostly with the first thing of the own scene, seldom with a neighbour's. */
  fill(text: string): string {
    return text.replace(/«(\w+):(\d+)»/g, (_, kind: string, nth: string) => {
      const known = (Number(nth) % 10 === 9 ? this.#neighbours : this.#own).get(kind) ?? [];
      return known[Number(nth) % 10 < 6 ? 0 : Number(nth) % known.length] ?? 'none';
    });
  }
}

type Pool = Map<string, string[]>;

const MAX_KNOWN = 8;

function learn(pool: Pool, text: string): void {
  for (const [id, prefix = ''] of text.matchAll(/\b([a-z]{3})_[0-9A-HJKMNP-TV-Z]{26}\b/g)) {
    const kind = prefixes[prefix];
    if (kind !== undefined) add(pool, kind, id);
  }
}

function add(pool: Pool, kind: string, value: string): void {
  const known = pool.get(kind) ?? [];
  if (!known.includes(value)) known.push(value);
  pool.set(kind, known.length > MAX_KNOWN ? known.toSpliced(1, 1) : known);
}
