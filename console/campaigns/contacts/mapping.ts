import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';
import type { Sheet } from './sheet.ts';

/** The columns of a sheet that make a contact, by their positions. */
export interface Mapping {
  readonly number: number;
  /** The column that is used where the first one is empty. */
  readonly orElse: number | undefined;
  /** Joined with a space: a first name and a last name. */
  readonly name: readonly number[];
  /** The country whose national numbers are understood; undefined: none. */
  readonly country: CountryCode | undefined;
}

const isNumber = /phone|mobile|cell|tel|e164|number|handy|rufnummer|numéro|móvil|teléfono/i;
const isFirst = /first|given|vorname|prénom/i;
const isLast = /last|family|surname|nachname|nom de famille|apellido/i;
const isName = /^(full.?|display.?|contact.?)?(name|nombre|nom)$/i;
/** A column with a name like that of a number, but without numbers: “Phone 1 - Type”. */
const isAbout = /type|label|ext|country|code|fax|number of/i;

/** How many rows are checked to see what a column contains. */
const LOOKED_AT = 50;

/** Guesses the columns: by their names, and among several by their content. */
export function guessMapping({ columns, rows }: Sheet, country: CountryCode | undefined): Mapping {
  const sample = rows.slice(0, LOOKED_AT);
  const scores = columns.map((column, index) => {
    const isNamed = isNumber.test(column) && !isAbout.test(column);
    const numbers = sample.filter(({ cells }) => /^[+(\d][\d\s()./-]{5,}$/.test(cells[index] ?? '')).length;
    // Other columns, as the IDs of records, may look like numbers in more rows.
    const named = isNamed ? (numbers > 0 ? 3 : 1) : 0;
    return { index, isNamed, score: named + (2 * numbers) / Math.max(1, sample.length) };
  });
  const [best, ...others] = scores.toSorted((a, b) => b.score - a.score || a.index - b.index);
  const indexOf = (pattern: RegExp) => columns.findIndex((column) => pattern.test(column));
  const whole = indexOf(isName);
  const parts = [indexOf(isFirst), indexOf(isLast)].filter((index) => index >= 0);
  return {
    number: best?.index ?? 0,
    orElse: others.find(({ isNamed }) => isNamed)?.index,
    name: whole >= 0 ? [whole] : parts,
    country,
  };
}

export interface Contact {
  readonly e164: string;
  readonly name: string;
}

export interface BadLine {
  readonly line: number;
  readonly cells: readonly string[];
  readonly problem: string;
}

export interface Mapped {
  readonly contacts: readonly Contact[];
  readonly bad: readonly BadLine[];
}

/** Makes contacts from the rows, and gives the reason for each row that is not a contact. */
export function mapped({ rows }: Sheet, mapping: Mapping): Mapped {
  const { name, country } = mapping;
  const contacts: Contact[] = [];
  const bad: BadLine[] = [];
  const lineOf = new Map<string, number>();
  for (const { line, cells } of rows) {
    const found = numberIn(writtenIn(cells, mapping), country);
    const before = found.e164 === undefined ? undefined : lineOf.get(found.e164);
    if (found.e164 === undefined) bad.push({ line, cells, problem: found.problem });
    else if (before !== undefined) bad.push({ line, cells, problem: `Same number as line ${before}` });
    else {
      lineOf.set(found.e164, line);
      contacts.push({ e164: found.e164, name: nameIn(cells, name) });
    }
  }
  return { contacts, bad };
}

/** The country among these with which most of the national numbers are valid, if most are invalid now. */
export function betterCountry(
  { rows }: Sheet,
  mapping: Mapping,
  others: readonly (CountryCode | undefined)[],
): CountryCode | undefined {
  const national = rows
    .map(({ cells }) => writtenIn(cells, mapping))
    .filter((written) => written !== '' && !/^(\+|00)/.test(written));
  const mostAreValid = (country: CountryCode | undefined) =>
    national.filter((written) => numberIn(written, country).e164 !== undefined).length * 2 >= national.length;
  if (mostAreValid(mapping.country)) return undefined;
  return others.find(
    (country) => country !== undefined && country !== mapping.country && mostAreValid(country),
  );
}

const writtenIn = (cells: readonly string[], { number, orElse }: Mapping): string =>
  (cells[number] ?? '').trim() || (orElse === undefined ? '' : (cells[orElse] ?? '').trim());

const MAX_NAME = 100;

const nameIn = (cells: readonly string[], places: readonly number[]): string =>
  places
    .map((place) => (cells[place] ?? '').replaceAll(/\s+/g, ' ').trim())
    .filter((part) => part !== '')
    .join(' ')
    .slice(0, MAX_NAME);

type Found = { readonly e164: string } | { readonly e164: undefined; readonly problem: string };

function numberIn(written: string, country: CountryCode | undefined): Found {
  if (written === '') return { e164: undefined, problem: 'No number' };
  // Of two numbers in a cell, as Google writes them, the first one is called.
  const [first = written] = written.split(/:::|[;,]/);
  const parsed = parsePhoneNumberFromString(first.trim().replace(/^00/, '+'), country);
  if (parsed?.isValid() === true) return { e164: parsed.number };
  return {
    e164: undefined,
    problem:
      country === undefined && !/^(\+|00)/.test(first.trim())
        ? 'National number: choose its country above'
        : 'Not a telephone number that exists',
  };
}
