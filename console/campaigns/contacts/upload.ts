import { routes } from '../../api/routes.ts';
import { figure } from '../../format/figure.ts';
import type { BadLine, Contact } from './mapping.ts';
import type { Sheet } from './sheet.ts';

const { upload, maxBytes = 0 } = routes['replaceEnvironmentContacts'] ?? {};

/** The limits of the API, from its route table. */
export const maxContacts = upload?.maxLines ?? 0;

/** How much of a file is read: a spreadsheet contains much besides the contacts. */
export const maxFileBytes = 10 * 1024 * 1024;

/** A file that was chosen. */
export interface ChosenFile {
  readonly name: string;
  readonly sheet: Sheet;
}

/** The contacts as the API takes them. */
export const fileOf = (contacts: readonly Contact[], name: string): File =>
  new File(
    [
      csvOf(
        ['e164', 'name'],
        contacts.map(({ e164, name: called }) => [e164, called]),
      ),
    ],
    csvName(name),
    {
      type: 'text/csv',
    },
  );

/** The lines that are not contacts, with their content and what is wrong, to be corrected and chosen again. */
export const fileOfBadLines = (columns: readonly string[], bad: readonly BadLine[], name: string): File =>
  new File(
    [
      csvOf(
        [...columns, 'Line', 'Problem'],
        bad.map(({ line, cells, problem }) => [
          ...columns.map((_, index) => cells[index] ?? ''),
          String(line),
          problem,
        ]),
      ),
    ],
    csvName(name).replace(/\.csv$/, '-problems.csv'),
    { type: 'text/csv' },
  );

/** Why the contacts can't be sent, as far as that is known without asking the API. */
export function tooMuch(contacts: readonly Contact[], file: File): string | undefined {
  if (contacts.length > maxContacts)
    return `There are ${figure(contacts.length)} contacts: more than ${figure(maxContacts)}.`;
  return file.size > maxBytes ? `The contacts take more than ${maxBytes / 1024 / 1024} MiB.` : undefined;
}

const csvName = (name: string): string => `${name.replace(/\.[^.]*$/, '')}.csv`;

const csvOf = (columns: readonly string[], rows: readonly (readonly string[])[]): string =>
  [columns, ...rows].map((cells) => `${cells.map(quoted).join(',')}\n`).join('');

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** “1 contact”, “10,000 contacts”. */
export const contactsIn = (count: number): string =>
  `${figure(count)} ${count === 1 ? 'contact' : 'contacts'}`;
