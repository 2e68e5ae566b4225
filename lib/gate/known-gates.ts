import type { EnvironmentId } from '../api/schemas/ids.ts';
import { keys } from '../table/keys.ts';
import { read, type Table } from '../table/table.ts';
import { capsOver, countUnder, limitReached, type CapName } from './caps.ts';
import { readGates, type GateItem, type StoredCaps } from './gate.ts';
import { hasExpired, type CallTraits } from './lease.ts';

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
  #room: (Room | undefined)[] = [];
  #caps: StoredCaps | undefined;
  #looking: Promise<GateItem[]> | undefined;
  #full: { readonly gates: GateItem[]; readonly until: number } | undefined;
  /** Rises with each place that is given back here: a look that began before does not know of it. */
  #freed = 0;

  get count(): number {
    return this.#count;
  }

  /** The caps in the gate that was seen last. All gates of an environment have the same ones. */
  get caps(): StoredCaps | undefined {
    return this.#caps;
  }

  /** The environment has so many gates. */
  sawCount(count: number): void {
    this.#room.length = Math.min(this.#room.length, count);
    this.#count = count;
  }

  /** This is how the gate stands now. */
  saw(index: number, gate: GateItem | undefined, now: number): void {
    this.#room[index] = gate === undefined ? NO_ROOM : roomIn(gate, now);
    this.#caps = gate?.c;
  }

  /** Such a call was let in by this gate; how it stands now is not known. */
  took(index: number, call: CallTraits): void {
    const room = this.#room[index];
    if (room === undefined) return;
    const under = { ...room.under };
    for (const cap of capsOver(call)) if (under[cap] !== undefined) under[cap] -= 1;
    this.#room[index] = { places: room.places - 1, under };
  }

  /** A call has ended in this gate. */
  freed(index: number): void {
    const room = this.#room[index];
    if (room !== undefined) {
      // Which caps it came under is not known here: perhaps all.
      const under = Object.entries(room.under).map(([cap, places]): [string, number] => [cap, places + 1]);
      this.#room[index] = { places: room.places + 1, under: Object.fromEntries(under) };
    }
    this.#freed += 1;
    this.#full = undefined;
    this.#looking = undefined;
  }

  /**
   * A gate that may have a free place for such a call: at random, the more places the likelier. One that was never seen may
   * have some, unless one that was seen had none: then a look at all of them costs less than knocking at each.
   */
  likely(call: CallTraits): number | undefined {
    const caps = capsOver(call);
    const known = this.#room.map((room) => room && placesFor(caps, room));
    const unseen = known.includes(0) ? 0 : 1;
    const places = Array.from({ length: this.#count }, (_, index) => known[index] ?? unseen);
    let ticket = Math.random() * places.reduce((sum, free) => sum + free, 0);
    const index = places.findIndex((free) => (ticket -= free) < 0);
    return index < 0 ? undefined : index;
  }

  /** All gates: as they are now, or as they were within the last quarter of a second, if they were full for such a call. */
  async look(
    table: Table,
    environment: EnvironmentId,
    call: CallTraits,
    now: () => number,
  ): Promise<GateItem[]> {
    if (this.#full !== undefined && performance.now() < this.#full.until) {
      const gates = await withFirstAsItIs(this.#full.gates, table, environment);
      if (gates !== undefined && limitReached(gates, call, now()) !== undefined) return gates;
      this.#full = undefined;
    }
    const freed = this.#freed;
    // Many who are refused at the same moment share one look.
    this.#looking ??= readGates(table, environment).finally(() => (this.#looking = undefined));
    const gates = await this.#looking;
    if (freed !== this.#freed) return gates;
    this.sawCount(Math.max(1, gates.length));
    gates.forEach((gate, index) => this.saw(index, gate, now()));
    const full = gates.length > 1 && limitReached(gates, call, now()) !== undefined;
    this.#full = full ? { gates, until: performance.now() + FULL_FOR_MS } : undefined;
    return gates;
  }
}

/** How many more calls a gate can take, in all and under each of its caps. */
interface Room {
  readonly places: number;
  readonly under: Readonly<Record<string, number>>;
}

const NO_ROOM: Room = { places: 0, under: {} };

function roomIn(gate: GateItem, now: number): Room {
  const expired = Object.entries(gate.l).filter(([, lease]) => hasExpired(lease, now));
  const under = Object.entries(gate.c ?? {}).map(([cap, { m, n }]): [string, number] => [
    cap,
    m - n + countUnder(cap as CapName, expired),
  ]);
  return {
    places: gate.m - Object.keys(gate.l).length + expired.length,
    under: Object.fromEntries(under),
  };
}

function placesFor(caps: readonly CapName[], { places, under }: Room): number {
  return Math.max(0, Math.min(places, ...caps.map((cap) => under[cap] ?? places)));
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
