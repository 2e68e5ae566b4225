import type { UploadType } from '../../../lib/api/operation.ts';
import { routes } from '../../api/routes.ts';
import { figure } from '../../format/figure.ts';

const { upload, maxBytes = 0 } = routes['replaceEnvironmentContacts'] ?? {};

/** What the API takes, as its route table says. */
export const mostContacts = upload?.maxLines ?? 0;
export const mostBytes = maxBytes;
export const exampleOf = (type: UploadType): string => upload?.examples[type] ?? '';

/** A file that was chosen. */
export interface ContactsFile {
  /** With the type that it is sent as. */
  readonly file: File;
  /** Its lines, as an editor numbers them from 1 on. */
  readonly lines: readonly string[];
  readonly contacts: number;
}

/**
 * Reads a file as it is now: should it be changed on disk, it has to be chosen again, and what is sent is what was looked
 * at. Which of the two forms it has is told by how it begins, for systems don't agree on the names and types of such files.
 */
export async function readContactsFile(chosen: File): Promise<ContactsFile> {
  // One byte too many is enough to know.
  const bytes = await chosen.slice(0, mostBytes + 1).arrayBuffer();
  const text = new TextDecoder().decode(bytes);
  const lines = text.split(/\r\n|\r|\n/);
  const filled = lines.filter((line) => line.trim() !== '').length;
  const isJson = text.trimStart().startsWith('{');
  const type: UploadType = isJson ? 'application/x-ndjson' : 'text/csv';
  return {
    file: new File([bytes], chosen.name, { type }),
    lines,
    contacts: isJson ? filled : Math.max(0, filled - 1),
  };
}

/** Why a file can't be sent, as far as that can be told without asking. */
export function notYet(chosen: ContactsFile | undefined): string | undefined {
  if (chosen === undefined) return 'Choose a file first.';
  if (chosen.file.size > mostBytes) return `The file is larger than ${mostBytes / 1024 / 1024} MiB.`;
  return chosen.contacts > mostContacts
    ? `The file holds ${figure(chosen.contacts)} contacts: more than ${figure(mostContacts)}.`
    : undefined;
}
