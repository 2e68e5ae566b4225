import type { EnvironmentId } from '../api/ids.ts';
import { keys } from '../table/keys.ts';
import { read, type Table } from '../table/table.ts';
import { limitOf, liveCalls, readGates, type GateItem } from './gate.ts';

/** How long a process may go on refusing calls after it saw that all gates are full, in milliseconds. */
const FULL_FOR_MS = 250;

/**
 * What a process remembers of an environment's gates: where a place is likely to be free. It is never asked whether a
 * call may start, only which gate to ask first, so a wrong memory costs a request. The one exception is kept short: when
 * all gates of a large environment were seen to be full, all but the first are not looked at again for a quarter of a
 * second.
 */
export class KnownGates {
  #count = 1;
  /** Free places by gate, where they are known. */
  #room: (number | undefined)[] = [];
  #looking: Promise<GateItem[]> | undefined;
  #full: { readonly gates: GateItem[]; readonly until: number } | undefined;
  /** Rises with each place that is given back here: a look that began before does not know of it. */
  #freed = 0;

  get count(): number {
    return this.#count;
  }

  /** The environment has so many gates. */
  sawCount(count: number): void {
    this.#room.length = Math.min(this.#room.length, count);
    this.#count = count;
  }

  /** This is how the gate stands now. */
  saw(index: number, gate: GateItem | undefined, now: number): void {
    this.#room[index] = gate === undefined ? 0 : Math.max(0, gate.m - liveCalls([gate], now));
  }

  /** A call was let in by this gate; how it stands now is not known. */
  took(index: number): void {
    const room = this.#room[index];
    if (room !== undefined) this.#room[index] = Math.max(0, room - 1);
  }

  /** A call has ended in this gate. */
  freed(index: number, gate: GateItem, now: number): void {
    this.saw(index, gate, now);
    this.#freed += 1;
    this.#full = undefined;
    this.#looking = undefined;
  }

  /**
   * A gate that may have a free place: at random, the more places the likelier. One that was never seen may have some,
   * unless one that was seen had none: then a look at all of them costs less than knocking at each.
   */
  likely(): number | undefined {
    const unseen = this.#room.includes(0) ? 0 : 1;
    const room = Array.from({ length: this.#count }, (_, index) => this.#room[index] ?? unseen);
    let ticket = Math.random() * room.reduce((sum, free) => sum + free, 0);
    const index = room.findIndex((free) => (ticket -= free) < 0);
    return index < 0 ? undefined : index;
  }

  /** All gates: as they are now, or as they were within the last quarter of a second, if they were full. */
  async look(table: Table, environment: EnvironmentId, now: () => number): Promise<GateItem[]> {
    if (this.#full !== undefined && performance.now() < this.#full.until) {
      const gates = await withFirstAsItIs(this.#full.gates, table, environment);
      if (gates !== undefined && liveCalls(gates, now()) >= limitOf(gates)) return gates;
      this.#full = undefined;
    }
    const freed = this.#freed;
    // Many who are refused at the same moment share one look.
    this.#looking ??= readGates(table, environment).finally(() => (this.#looking = undefined));
    const gates = await this.#looking;
    if (freed !== this.#freed) return gates;
    this.sawCount(Math.max(1, gates.length));
    gates.forEach((gate, index) => this.saw(index, gate, now()));
    const full = gates.length > 1 && liveCalls(gates, now()) >= limitOf(gates);
    this.#full = full ? { gates, until: performance.now() + FULL_FOR_MS } : undefined;
    return gates;
  }
}

/**
 * Gates as they were seen, the first one as it is now: it tells for all of them whether a key still opens, whether calls
 * are admitted, and how many. Undefined when they must all be looked at again.
 */
async function withFirstAsItIs(
  [, ...others]: readonly GateItem[],
  table: Table,
  environment: EnvironmentId,
): Promise<GateItem[] | undefined> {
  const first = await read<GateItem>(table, keys.gate(environment));
  return first?.state === 'open' && first.n === others.length + 1 ? [first, ...others] : undefined;
}

const MOST_REMEMBERED = 10_000;
const known = new Map<EnvironmentId, KnownGates>();

/** What this process remembers of an environment: one gate, until it is known better. */
export function gatesKnownOf(environment: EnvironmentId): KnownGates {
  const remembered = known.get(environment);
  if (remembered !== undefined) return remembered;
  if (known.size >= MOST_REMEMBERED) known.clear();
  const fresh = new KnownGates();
  known.set(environment, fresh);
  return fresh;
}
