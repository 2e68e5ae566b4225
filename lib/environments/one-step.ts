import { Problem } from '../api/problem.ts';
import { leasesHeld, type GateItem } from '../gate/gate.ts';
import { MAX_WRITES, type Write } from '../table/transact.ts';

/**
 * The most writes of a change to an environment besides those of its gates: record, membership, environment, two names,
 * account, event.
 */
const OTHER_WRITES = 7;

/**
 * Fifty gates always fit into one transaction. The rows of named calls may not fit, when many more than forty of them
 * run in a single gate that had been larger.
 * @param ofGates the writes that resize the gates
 * @throws environment_has_active_calls
 */
export function assertOneStep(ofGates: readonly Write[], gates: readonly GateItem[]): void {
  if (ofGates.length + OTHER_WRITES <= MAX_WRITES) return;
  const activeCalls = leasesHeld(gates);
  const detail = `${activeCalls} calls are running, too many to change the limit in one step. Try again when some have ended.`;
  throw new Problem('environment_has_active_calls', { detail, activeCalls });
}
