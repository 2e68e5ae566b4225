import { useEffect, useState } from 'react';

type Parse = typeof import('libphonenumber-js/min').parsePhoneNumberFromString;

let parse: Parse | undefined;
const loading = async (): Promise<Parse> => {
  const { parsePhoneNumberFromString } = await import('libphonenumber-js/min');
  parse = parsePhoneNumberFromString;
  return parse;
};

function useParse(): Parse | undefined {
  const [known, setKnown] = useState(() => parse);
  useEffect(() => {
    if (known === undefined) void loading().then((loaded) => setKnown(() => loaded));
  }, [known]);
  return known;
}

/** A telephone number in the groups in which it is read: “+49 30 23125014”. */
export function Phone({ e164 }: { e164: string }) {
  const known = useParse();
  return (
    <span className="phone">
      {groupsOf(known, e164).map((group, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- the groups of one number keep their order
        <span key={index}>{group}</span>
      ))}
    </span>
  );
}

/** The same as plain text, for titles and options. */
export function usePhone(): (e164: string) => string {
  const known = useParse();
  return (e164) => groupsOf(known, e164).join(' ');
}

/** Adds no characters to the number: together the groups are the original. */
function groupsOf(known: Parse | undefined, e164: string): string[] {
  const groups = known?.(e164)
    ?.formatInternational()
    .split(/[^+\d]+/) ?? [e164];
  return groups.join('') === e164 ? groups : [e164];
}
