import type { Race } from '../race.ts';
import { allocationRaces } from './allocation.ts';
import { callRaces } from './calls.ts';
import { capRaces } from './caps.ts';
import { gateRaces } from './gates.ts';
import { limitRaces } from './limits.ts';
import { pauseRaces } from './pauses.ts';
import { reshapingRaces } from './reshapings.ts';
import { serviceAccountRaces } from './service-accounts.ts';
import { suspensionRaces } from './suspensions.ts';
import { userRaces } from './users.ts';
import { webhookRaces } from './webhooks.ts';

/** All races. The product wins them, and each planted bug loses one. */
export const allRaces: readonly Race[] = [
  ...allocationRaces,
  ...callRaces,
  ...capRaces,
  ...gateRaces,
  ...limitRaces,
  ...pauseRaces,
  ...reshapingRaces,
  ...serviceAccountRaces,
  ...suspensionRaces,
  ...userRaces,
  ...webhookRaces,
];
