import type { EnvironmentId } from '../api/schemas/ids.ts';
import { ALL_CALLS, freeSlots, limitsOver, slotsFor, type FreeSlots } from './caps.ts';
import { indexOf, type GateItem, type StoredCaps } from './gate.ts';
import type { CallTraits } from './lease.ts';

/**
 * A process's memory of an environment's gates: where a slot is likely to be free. It only chooses which gate is tried
 * first. The table always decides whether a call may start, so a wrong memory costs a request and nothing else.
 */
export class KnownGates {
  #count = 1;
  /** Free slots by gate, where they are known. */
  #free: (FreeSlots | undefined)[] = [];
  #caps: StoredCaps | undefined;

  get count(): number {
    return this.#count;
  }

  /** The caps in the gate that was seen last. All gates of an environment have the same ones. */
  get caps(): StoredCaps | undefined {
    return this.#caps;
  }

  /** Notes how many gates the environment has. */
  sawCount(count: number): void {
    this.#free.length = Math.min(this.#free.length, count);
    this.#count = count;
  }

  /** Notes the gate of an index as it is now; undefined when there is none. */
  saw(index: number, gate: GateItem | undefined, now: number): void {
    this.#free[index] = gate === undefined ? NONE : freeSlots(gate, now);
    this.#caps = gate?.c;
  }

  /** Notes all gates as they are now. */
  sawAll(gates: readonly GateItem[], now: number): void {
    this.sawCount(Math.max(1, ...gates.map((gate) => indexOf(gate) + 1)));
    this.#free = Array.from({ length: this.#count }, () => NONE);
    for (const gate of gates) this.saw(indexOf(gate), gate, now);
  }

  /** Notes that this gate let such a call in. The new state of the gate is not known. */
  took(index: number, call: CallTraits): void {
    const free = this.#free[index];
    if (free === undefined) return;
    const taken = new Set(limitsOver(call));
    this.#free[index] = new Map([...free].map(([name, slots]) => [name, slots - Number(taken.has(name))]));
  }

  /** Notes that a call has ended in this gate. Its caps are not known: perhaps all of them. */
  freed(index: number): void {
    const free = this.#free[index];
    if (free !== undefined) this.#free[index] = new Map([...free].map(([name, slots]) => [name, slots + 1]));
  }

  /**
   * A gate that may have a free slot for such a call, chosen at random: gates with more free slots are more likely.
   * A gate that was never seen may have some, unless one that was seen had none: then reading all of them costs
   * less than trying each. A single gate is always tried.
   */
  likely(call: CallTraits): number | undefined {
    if (this.#count === 1) return 0;
    const known = this.#free.map((free) => free && slotsFor(call, free));
    const unseen = known.includes(0) ? 0 : 1;
    const slots = Array.from({ length: this.#count }, (_, index) => known[index] ?? unseen);
    let ticket = Math.random() * slots.reduce((sum, free) => sum + free, 0);
    const index = slots.findIndex((free) => (ticket -= free) < 0);
    return index < 0 ? undefined : index;
  }
}

const NONE: FreeSlots = new Map([[ALL_CALLS, 0]]);

const MAX_REMEMBERED = 10_000;
const known = new Map<EnvironmentId, KnownGates>();

/** This process's memory of an environment: one gate, until more is known. */
export function gatesKnownOf(environment: EnvironmentId): KnownGates {
  const remembered = known.get(environment);
  if (remembered !== undefined) return remembered;
  if (known.size >= MAX_REMEMBERED) known.clear();
  const fresh = new KnownGates();
  known.set(environment, fresh);
  return fresh;
}
