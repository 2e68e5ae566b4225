/** The typed values that differ from the stored ones: the body of an edit. */
export function changedFields<Fields extends object>(before: Fields, typed: Fields): Partial<Fields> {
  const names = Object.keys(typed) as (keyof Fields)[];
  return Object.fromEntries(
    names.filter((name) => typed[name] !== before[name]).map((name) => [name, typed[name]]),
  ) as Partial<Fields>;
}
