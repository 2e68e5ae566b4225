import { agents } from './agents.ts';
import { campaigns } from './campaigns.ts';
import { forMachinesAndPeople } from './environment-operations.ts';
import { numbers } from './numbers.ts';
import { settings } from './settings.ts';

const rows = { ...agents, ...numbers, ...campaigns, ...settings };

/** The resources of one environment: each operation once for its API key and once for the people of its account. */
export const resources = forMachinesAndPeople(rows);

/** Names an operation for both of its rows: this is the id of the row for machines. */
export type ResourceOperationId = keyof typeof rows;
