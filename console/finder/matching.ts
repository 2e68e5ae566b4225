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
}

/** The pages whose name or ID contains the text, in their groups. */
export function matching(groups: readonly Group[], text: string): Group[] {
  const wanted = text.toLowerCase();
  const isMatch = ({ label, description = '' }: Place) =>
    label.toLowerCase().includes(wanted) || description.toLowerCase().includes(wanted);
  return groups
    .map(({ label, options }) => ({ label, options: options.filter(isMatch) }))
    .filter(({ options }) => options.length > 0);
}
