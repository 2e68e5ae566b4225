/** The most leases with which a gate stays within 1 KB, and so its writes at one unit. */
const CALLS_A_GATE = 40;

/** One transaction (100 writes) must be able to change all gates of an environment. */
const MAX_GATES = 50;

/**
 * How a limit is spread over gates. This depends only on the limit. All gates but the last one are full, so that a
 * small change of the limit touches few of them.
 */
export function quotasFor(limit: number): number[] {
  const size = Math.max(CALLS_A_GATE, Math.ceil(limit / MAX_GATES));
  const count = Math.max(1, Math.ceil(limit / size));
  return Array.from({ length: count }, (_, index) => Math.min(size, limit - index * size));
}

/**
 * How a limit is shared out among gates. A gate can't see the others, so all the calls that it admits must fit beside
 * those that the others hold and may admit: the larger of share and leases, summed over all gates, must not exceed
 * the limit. While more calls run than that, several gates admit none at all. A single gate counts its calls itself.
 * @param held how many leases each gate holds
 * @param left shares out the part of the limit that the leases leave free: it returns how many more each gate gets at
 *   most
 */
function sharesAround(
  limit: number,
  held: readonly number[],
  moreFor: (left: number) => readonly number[],
): number[] {
  if (held.length === 1) return [limit];
  const left = limit - sum(held);
  if (left < 0) return held.map(() => 0);
  const more = moreFor(left);
  return held.map((leases, index) => leases + (more[index] ?? 0));
}

/** The quotas of gates, as near to the wanted ones as the leases allow. */
export function quotasAround(limit: number, held: readonly number[], wanted: readonly number[]): number[] {
  return sharesAround(limit, held, (left) => {
    let rest = left;
    return held.map((leases, index) => {
      const more = Math.min(rest, Math.max(0, (wanted[index] ?? 0) - leases));
      rest -= more;
      return more;
    });
  });
}

/**
 * The shares of gates in the limit of a cap. They change as little as possible, and shares are moved only to gates
 * with free slots. The first free slot is always under all caps that have anything left, so that a call under two
 * caps finds both in one gate.
 * @param held how many leases under the cap each gate holds
 * @param free how many free slots each gate has
 * @param standing the shares so far; none where there is no cap yet
 */
export function capSharesAround(
  limit: number,
  held: readonly number[],
  free: readonly number[],
  standing: readonly number[],
): number[] {
  return sharesAround(limit, held, (left) => {
    const more = held.map((leases, index) => Math.max(0, (standing[index] ?? 0) - leases));
    const excess = sum(more) - left;
    if (excess > 0) takeBack(more, excess);
    else dealOut(more, -excess, free);
    const first = free.findIndex((slots) => slots > 0);
    if (first >= 0 && left > 0 && more[first] === 0) {
      const most = more.indexOf(Math.max(...more));
      const moved = Math.min(free[first] ?? 0, Math.ceil((more[most] ?? 0) / 2));
      more[most] = (more[most] ?? 0) - moved;
      more[first] = moved;
    }
    return more;
  });
}

/** Takes this much away, from the last ones first. */
function takeBack(shares: number[], amount: number): void {
  let rest = amount;
  for (let index = shares.length - 1; rest > 0; index -= 1) {
    const taken = Math.min(rest, shares[index] ?? 0);
    shares[index] = (shares[index] ?? 0) - taken;
    rest -= taken;
  }
}

/** Adds this much, in proportion to free slots; to the first one where there are none. */
function dealOut(shares: number[], amount: number, free: readonly number[]): void {
  const total = sum(free);
  let before = 0;
  const upTo = (count: number) => Math.floor((count * amount) / total);
  for (const [index, slots] of free.entries()) {
    const dealt = total === 0 ? (index === 0 ? amount : 0) : upTo(before + slots) - upTo(before);
    shares[index] = (shares[index] ?? 0) + dealt;
    before += slots;
  }
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
