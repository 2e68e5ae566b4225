import type { Mutant } from '../plant.ts';
import { capBugs } from './caps.ts';
import { environmentBugs } from './environments.ts';
import { gateBugs } from './gates.ts';
import { serviceAccountBugs } from './service-accounts.ts';
import { userBugs } from './users.ts';
import { webhookBugs } from './webhooks.ts';

/** All planted bugs. Each loses the race that is named with it. */
export const mutants: readonly Mutant[] = [
  environmentBugs,
  userBugs,
  gateBugs,
  capBugs,
  webhookBugs,
  serviceAccountBugs,
].flatMap((races) =>
  Object.entries(races).flatMap(([race, bugs]) =>
    Object.entries(bugs).map(([name, alteration]) => ({ name, race, ...alteration })),
  ),
);
