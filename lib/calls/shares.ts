/**
 * How a limit is shared out among gates. A gate can't see the others, so whatever it admits must fit beside all that they
 * hold and may admit: the larger of share and leases, over all gates, must not add up to more than the limit. While more
 * run than that, several gates admit none at all; a single one sees for itself.
 * @param held how many leases each gate holds
 * @param left what is left of the limit beside them, shared out as this says: at most so many more for each gate
 */
function sharesAround(
  limit: number,
  held: readonly number[],
  moreFor: (left: number) => readonly number[],
): number[] {
  if (held.length === 1) return [limit];
  const left = limit - held.reduce((sum, leases) => sum + leases, 0);
  if (left < 0) return held.map(() => 0);
  const more = moreFor(left);
  return held.map((leases, index) => leases + (more[index] ?? 0));
}

/** The quotas of gates, as near to those that are wanted as the leases leave room for. */
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
 * The shares of gates in the limit of a cap: where there are free places. The first free place is always under all caps
 * that have anything left, so that a call that comes under two of them finds both in one gate.
 * @param held how many leases under the cap each gate holds
 * @param free how many free places each gate has
 */
export function capSharesAround(limit: number, held: readonly number[], free: readonly number[]): number[] {
  return sharesAround(limit, held, (left) => {
    if (left === 0) return [];
    const total = free.reduce((sum, places) => sum + places, 0);
    const first = Math.max(
      0,
      free.findIndex((places) => places > 0),
    );
    let before = 0;
    return free.map((places, index) => {
      const upTo = (count: number) => (total === 0 ? 0 : Math.floor((count * (left - 1)) / total));
      const more = upTo(before + places) - upTo(before);
      before += places;
      return more + (index === first ? left - upTo(total) : 0);
    });
  });
}
