import type { Environment } from '../environments/environment-provider.tsx';
import type { Share } from '../plan/use-concurrency.ts';

/** The state of a slot of the plan: whether a call holds it, and whether it is reserved. */
export type Slot = 'taken' | 'leaving' | 'inbound' | 'free';

export const slotNames: Readonly<Record<Slot | 'unallocated' | 'beyond', string>> = {
  taken: 'Call running',
  leaving: 'Call running above the limit',
  inbound: 'Reserved for inbound',
  free: 'Free',
  unallocated: 'Not allocated',
  beyond: 'More than the plan',
};

/** The slots of an environment, one after the other. */
export interface Pier {
  readonly id: string;
  readonly name: string;
  readonly hidden: boolean;
  readonly limit: number;
  readonly slots: Readonly<Record<Slot, number>>;
}

/** Calls above a lowered limit, or in an environment that is being deleted, give up their slots for good. */
export function pierOf(
  { environmentId, name, hidden, maxConcurrentCalls, activeCalls, allocatedConcurrentCalls }: Share,
  environment: Pick<Environment, 'reservedInboundCalls'> | undefined,
): Pier {
  const taken = Math.min(activeCalls, maxConcurrentCalls);
  const free = maxConcurrentCalls - taken;
  const inbound = Math.min(environment?.reservedInboundCalls ?? 0, free);
  const leaving = Math.max(0, allocatedConcurrentCalls - maxConcurrentCalls);
  return {
    id: environmentId,
    name,
    hidden,
    limit: maxConcurrentCalls,
    slots: { taken, leaving, inbound, free: free - inbound },
  };
}

export const sizeOf = ({ slots }: Pier): number => slots.taken + slots.leaving + slots.inbound + slots.free;

/** Several environments as one. */
export function together(piers: readonly Pier[]): Pick<Pier, 'limit' | 'slots'> {
  const sum = (of: (pier: Pier) => number) => piers.reduce((total, pier) => total + of(pier), 0);
  return {
    limit: sum(({ limit }) => limit),
    slots: {
      taken: sum(({ slots }) => slots.taken),
      leaving: sum(({ slots }) => slots.leaving),
      inbound: sum(({ slots }) => slots.inbound),
      free: sum(({ slots }) => slots.free),
    },
  };
}

/** In the order in which they are drawn. */
export const order: readonly Slot[] = ['taken', 'leaving', 'free', 'inbound'];

/** “9 running, 4 reserved for inbound, 3 free”. */
export const inWords = ({ slots: { taken, leaving, inbound, free } }: Pick<Pier, 'slots'>): string =>
  [
    `${taken} running`,
    ...(leaving > 0 ? [`${leaving} running above the limit`] : []),
    ...(inbound > 0 ? [`${inbound} reserved for inbound`] : []),
    `${free} free`,
  ].join(', ');
