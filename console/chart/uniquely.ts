/** Names of steps, each another one: when the clocks go back, one hour occurs twice. */
export function uniquely<Step extends { readonly at: string }>(
  steps: readonly Step[],
  nameOf: (step: Step) => string,
): (step: Step) => string {
  const names = new Map<string, string>();
  for (const step of steps) {
    const name = nameOf(step);
    names.set(step.at, [...names.values()].includes(name) ? `${name} again` : name);
  }
  return ({ at }) => names.get(at) ?? at;
}
