import { gateMade, type RawEnvironment, type RawGate, type RawLease } from './items.ts';

/** The caps that apply to a call, by its lease or its id. */
function capsOver(id: string, lease: RawLease): string[] {
  const [letter = ''] = gateMade.exec(id) ?? [];
  const direction = typeof lease === 'number' ? (letter.startsWith('o') ? 'outbound' : 'inbound') : lease[2];
  const campaign = typeof lease === 'number' ? undefined : lease[3]?.c;
  return [...(direction === 'outbound' ? ['o'] : []), ...(campaign === undefined ? [] : [campaign])];
}

const told = (caps: ReadonlyMap<string, number>) =>
  [...caps]
    .map(([name, limit]) => `${name}: ${limit}`)
    .toSorted()
    .join(', ') || 'none';

/**
 * The invariants of the caps in an environment's gates: each counts the leases under it, and no gate lets a call in under a
 * cap while the others may hold nearly as many as the limit allows.
 * @param campaigns the limits of its running campaigns that have one
 */
export function checkCaps(
  environment: RawEnvironment,
  gates: readonly RawGate[],
  campaigns: ReadonlyMap<string, number>,
): string[] {
  const { id, status, maxConcurrentCalls, reservedInboundCalls = 0 } = environment;
  const wrong: string[] = [];
  const noted = new Map(Object.entries(environment.campaignLimits));
  if (told(noted) !== told(campaigns))
    wrong.push(`environment ${id}: notes ${told(noted)}, its running campaigns have ${told(campaigns)}`);
  if (status !== 'active') return wrong;
  const limits = new Map(campaigns);
  if (reservedInboundCalls > 0) limits.set('o', Math.max(0, maxConcurrentCalls - reservedInboundCalls));
  const inForce = new Map(
    Object.entries(gates[0]?.c ?? {}).flatMap(([name, { t }]) => (t === undefined ? [] : [[name, t]])),
  );
  if (told(limits) !== told(inForce))
    wrong.push(`environment ${id}: its caps should be ${told(limits)}, its first gate has ${told(inForce)}`);

  for (const { index, c = {}, l } of gates) {
    const under = Object.entries(l).flatMap(([call, lease]) => capsOver(call, lease));
    for (const [name, { n }] of Object.entries(c)) {
      const held = under.filter((cap) => cap === name).length;
      if (n !== held)
        wrong.push(`environment ${id}: gate ${index} counts ${n} calls under ${name}, and holds ${held}`);
    }
  }
  for (const [name, limit] of inForce) {
    const shares = gates.map(({ index, c }) => ({
      index,
      m: c?.[name]?.m ?? Infinity,
      n: c?.[name]?.n ?? 0,
    }));
    for (const { index, m } of shares) {
      const others = shares
        .filter((share) => share.index !== index)
        .reduce((sum, share) => sum + Math.max(share.m, share.n), 0);
      if (m > 0 && m + others > limit)
        wrong.push(
          `environment ${id}: gate ${index} admits ${m} calls under ${name}, the others ${others}, above ${limit}`,
        );
    }
  }
  return wrong;
}
