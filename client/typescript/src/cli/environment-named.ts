import { foldName } from './entries.ts';
import { Refusal } from './refusal.ts';

/** @throws Refusal that lists the names that exist */
export function findEnvironment<Named extends { readonly name: string }>(
  name: string,
  among: readonly Named[],
): Named {
  const found = among.find((one) => foldName(one.name) === foldName(name));
  if (found !== undefined) return found;
  throw new Refusal(
    `No environment is named ${name}. There are: ${among.map((one) => one.name).join(', ')}.`,
  );
}
