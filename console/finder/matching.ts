/** Pages of one kind, with the name of the kind. The value of each is its path. */
export interface Group {
  readonly label: string;
  readonly options: readonly Place[];
}

interface Place {
  readonly value: string;
  readonly label: string;
  readonly description?: string;
  readonly labelTag?: string;
  readonly id?: string;
  /** The number of a telephone, which people write in many ways. */
  readonly e164?: string;
}

/** A part of an ID is looked for only from this length on: fewer letters are in too many IDs by chance. */
const MIN_OF_ID = 6;
/** The same for the digits of a number. */
const MIN_DIGITS = 4;

/** The pages whose name, ID or number contains the text, in their groups. */
export function matching(groups: readonly Group[], text: string): Group[] {
  const wanted = text.toLowerCase();
  const mayBeId = wanted.length >= MIN_OF_ID || /^[a-z]{3}_/.test(wanted);
  // A national number begins with 0, and an international one with 00 or +.
  const digits = /^[-+\d\s()/.]+$/.test(text) ? text.replaceAll(/\D/g, '').replace(/^0+/, '') : '';
  const isMatch = ({ label, description = '', id = '', e164 = '' }: Place) =>
    label.toLowerCase().includes(wanted) ||
    description.toLowerCase().includes(wanted) ||
    (mayBeId && id.toLowerCase().includes(wanted)) ||
    (digits.length >= MIN_DIGITS && e164.includes(digits));
  return groups
    .map(({ label, options }) => ({ label, options: options.filter(isMatch) }))
    .filter(({ options }) => options.length > 0);
}

/** How a place is shown: its ID is part of its description. */
export const shown = (groups: readonly Group[]): Group[] =>
  groups.map(({ label, options }) => ({
    label,
    options: options.map(({ id, e164: _, description, ...option }) => {
      const details = [description, id].filter((detail) => detail !== undefined).join(' · ');
      return { ...option, ...(details !== '' && { description: details }) };
    }),
  }));
