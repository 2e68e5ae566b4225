import {
  gateMade,
  indexIn,
  runs,
  type EnvironmentContent,
  type RawEnvironment,
  type RawGate,
} from './items.ts';

/** The state that the gates of an environment must be in. */
function stateOf({ status, suspended, paused }: RawEnvironment): string {
  if (status === 'draining') return 'draining';
  if (suspended) return 'suspended';
  return paused ? 'paused' : 'open';
}

const total = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0);

/** The invariants of an environment, its gates, its keys and its calls, and of each with the others. */
export function checkEnvironment(
  account: string,
  environment: RawEnvironment,
  { gates, rows }: Pick<EnvironmentContent, 'gates' | 'rows'> = { gates: [], rows: new Map() },
  now: number,
): string[] {
  const { id, status, allocatedCalls, gateCount, maxConcurrentCalls } = environment;
  const wrong: string[] = [];
  const check = (holds: boolean, sentence: string) => {
    if (!holds) wrong.push(`environment ${id}: ${sentence}`);
  };
  check(gates.length === gateCount, `has ${gates.length} gates, but says ${gateCount}`);
  if (status === 'deleted') {
    check(gates.length === 0, 'is deleted, but has gates');
    check(allocatedCalls === 0, `is deleted, but holds ${allocatedCalls} calls of the plan`);
    return wrong;
  }

  check(
    gates.every(({ index }, position) => index === position),
    `its gates are ${gates.map(({ index }) => index).join()}`,
  );
  check(gates[0]?.n === gateCount, `its first gate says there are ${String(gates[0]?.n)} gates`);
  check(
    total(gates.map(({ r }) => r)) === allocatedCalls,
    `holds ${allocatedCalls} of the plan, its gates ${gates.map(({ r }) => r).join('+')}`,
  );
  const limit = status === 'draining' ? 0 : maxConcurrentCalls;
  check(allocatedCalls >= limit, `holds ${allocatedCalls} of the plan, less than its limit of ${limit}`);
  for (const gate of gates) {
    const { index, m, r, l, a, state } = gate;
    const held = Object.keys(l).length;
    check(a === account, `gate ${index} belongs to ${a}`);
    check(
      state === stateOf(environment),
      `is ${status}${environment.paused ? ' and paused' : ''}, its gate ${index} ${state}`,
    );
    check(m >= 0 && m <= r, `gate ${index} admits ${m}, but holds ${r} of the plan`);
    check(held <= r, `gate ${index} holds ${held} leases, but only ${r} of the plan`);
  }
  wrong.push(
    ...checkAdmission(id, gates, limit),
    ...checkNames(id, gates, rows, now),
    ...checkKeys(environment, gates, now),
  );
  return wrong;
}

/**
 * A gate lets a call in when it has a slot, without looking at other gates. So its quota, and the most that the others may
 * hold, must not exceed the limit.
 */
function checkAdmission(id: string, gates: readonly RawGate[], limit: number): string[] {
  const held = total(gates.map(({ r }) => r));
  return gates
    .filter(({ m, r }) => m > 0 && m + held - r > limit)
    .map(
      ({ index, m, r }) =>
        `environment ${id}: gate ${index} admits ${m} while others may hold ${held - r}, above the limit of ${limit}`,
    );
}

/** A call is in one gate only: the one that its id tells, or that its row tells where there are several. */
function checkNames(
  id: string,
  gates: readonly RawGate[],
  rows: ReadonlyMap<string, number>,
  now: number,
): string[] {
  const wrong: string[] = [];
  const seen = new Map<string, number>();
  for (const { index, l } of gates) {
    for (const [call, lease] of Object.entries(l)) {
      if (!runs(lease, now)) continue;
      const [, letter] = gateMade.exec(call) ?? [];
      if (seen.has(call))
        wrong.push(`environment ${id}: call ${call} runs in gates ${seen.get(call)} and ${index}`);
      seen.set(call, index);
      if (letter !== undefined && indexIn(letter) !== index)
        wrong.push(`environment ${id}: call ${call} runs in gate ${index}`);
      if (letter === undefined && gates.length > 1 && rows.get(call) !== index)
        wrong.push(
          `environment ${id}: call ${call} runs in gate ${index}, its row says ${String(rows.get(call))}`,
        );
    }
  }
  return wrong;
}

/** All gates accept the same keys, which are the environment's own. */
function checkKeys({ id, apiKeys }: RawEnvironment, gates: readonly RawGate[], now: number): string[] {
  const wrong: string[] = [];
  const alive = (keys: readonly (readonly [string, number])[]) =>
    keys
      .filter(([, expiry]) => expiry > now)
      .map(([hash, expiry]) => `${hash.slice(0, 6)} until ${expiry}`)
      .toSorted()
      .join();
  const never = 10_000_000_000_000;
  const own = alive(apiKeys.map(({ hash, expiresAt = never }) => [hash, expiresAt] as const));
  for (const { index, k } of gates) {
    const opens = alive(Object.entries(k).map(([hash, { x }]) => [hash, x] as const));
    if (opens !== own)
      wrong.push(`environment ${id}: its keys are [${own}], gate ${index} opens to [${opens}]`);
  }
  if (own.split(',').length > 2) wrong.push(`environment ${id}: more than two keys are alive: ${own}`);
  return wrong;
}
