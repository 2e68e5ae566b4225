export type Path = readonly (string | number)[];
export type Refuse = (at: Path, expected: string) => void;

/** Reads a value in the form in which the API stores it, or refuses it with what was expected. */
export type Field<Value> = (value: unknown, at: Path, refuse: Refuse) => Value;

/** @param expected ends the sentence “must be …” */
function field<Value>(expected: string, read: (value: unknown) => Value | undefined): Field<Value> {
  return (value, at, refuse) => {
    const known = read(value);
    if (known === undefined) refuse(at, `must be ${expected}, not ${shown(value)}`);
    return known as Value;
  };
}

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;
/** Control characters, except tab and line ends. */
const CONTROL = /[^\P{Cc}\t\n\r]/u;

export const flag = field('true or false', (value) => (typeof value === 'boolean' ? value : undefined));

export const count = (least: number, most: number) =>
  field(`a whole number from ${least} to ${most}`, (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
      ? value
      : undefined,
  );

export const longText = (maxBytes: number) =>
  field(`text of at most ${maxBytes} bytes without control characters`, (value) =>
    typeof value === 'string' && bytesOf(value) <= maxBytes && !CONTROL.test(value) ? value : undefined,
  );

export const line = (maxCharacters: number) =>
  field(`one line of text of at most ${maxCharacters} characters`, (value) => {
    const text = typeof value === 'string' ? value.trim() : undefined;
    return text !== undefined && text.length <= maxCharacters && !/\p{Cc}/u.test(text) ? text : undefined;
  });

export const name = field('a name: text of 1 to 64 characters', (value) => {
  const text = typeof value === 'string' ? value.normalize('NFKC').trim() : '';
  return text !== '' && [...text].length <= 64 && !/\p{Cc}/u.test(text) ? text : undefined;
});

export const telephoneNumber = field(
  "a telephone number as text in E.164 form, in quotes: '+14155550100'",
  (value) => (typeof value === 'string' && /^\+[1-9]\d{6,14}$/.test(value) ? value : undefined),
);

export const language = field('a language tag such as en-US', (value) =>
  typeof value === 'string' ? tried(() => Intl.getCanonicalLocales(value)[0]) : undefined,
);

export const timezone = field('the IANA name of a time zone, such as Europe/Berlin', (value) => {
  if (typeof value !== 'string' || !/^[A-Za-z]/.test(value)) return undefined;
  const known = tried(() => new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone);
  // A name that was replaced by another (“Asia/Calcutta”) stays as it was given, in the API too.
  return known?.toLowerCase() === value.toLowerCase() ? known : known && value;
});

export const url = field('a URL that begins with https://', (value) =>
  typeof value === 'string' && value.length <= 2048 && isEndpoint(value) ? value : undefined,
);

/** `http:` is for the addresses of a laptop, which only a Berth on that laptop accepts. */
function isEndpoint(text: string): boolean {
  if (/[\s#]/.test(text) || !URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}

/** Some of these words, each once, in alphabetical order. */
export const someOf = <const Word extends string>(words: readonly Word[]) =>
  field(`a list of one or more of ${words.join(', ')}, each once`, (value) => {
    if (!Array.isArray(value) || value.length === 0 || new Set(value).size < value.length) return undefined;
    return value.every((one: Word) => words.includes(one)) ? (value as Word[]).toSorted() : undefined;
  });

export const orNull =
  <Value>(other: Field<Value>): Field<Value | null> =>
  (value, at, refuse) =>
    value === null ? null : other(value, at, refuse);

/** @param what an entry is, with its article */
export function record<Entry extends object>(
  what: string,
  fields: { readonly [Name in keyof Entry]-?: Field<Exclude<Entry[Name], undefined>> },
  required: readonly (keyof Entry & string)[],
): Field<Entry> {
  const known = fields as Readonly<Record<string, Field<unknown> | undefined>>;
  return (value, at, refuse) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      refuse(at, `must be ${what}: a map with ${Object.keys(fields).join(', ')}; not ${shown(value)}`);
      return {} as Entry;
    }
    const missing = required.filter((one) => !Object.hasOwn(value, one));
    if (missing.length > 0) refuse(at, `lacks ${missing.join(' and ')}`);
    const read = Object.entries(value).flatMap(([called, given]) => {
      const as = Object.hasOwn(known, called) ? known[called] : undefined;
      if (as !== undefined) return [[called, as(given, [...at, called], refuse)]];
      refuse([...at, called], `is not a field of ${what}; its fields are ${Object.keys(fields).join(', ')}`);
      return [];
    });
    return Object.fromEntries(read) as Entry;
  };
}

/** @param keyOf the key that no two entries may share, if there is one */
export const listOf =
  <Entry>(what: string, entry: Field<Entry>, keyOf?: (entry: Entry) => string): Field<readonly Entry[]> =>
  (value, at, refuse) => {
    if (!Array.isArray(value)) {
      refuse(at, `must be a list of ${what}, not ${shown(value)}`);
      return [];
    }
    const seen = new Set<string>();
    return value.map((one, index) => {
      let isUnderstood = true;
      const read = entry(one, [...at, index], (place, expected) => {
        isUnderstood = false;
        refuse(place, expected);
      });
      const key = isUnderstood ? keyOf?.(read) : undefined;
      if (key !== undefined && seen.has(key)) refuse([...at, index], 'is in the list twice');
      if (key !== undefined) seen.add(key);
      return read;
    });
  };

function shown(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  const text = JSON.stringify(value);
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
}

function tried<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
