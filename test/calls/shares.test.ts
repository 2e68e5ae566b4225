import * as fc from 'fast-check';
import { capSharesAround } from '../../lib/gate/sizing/shares.ts';

const gates = fc.integer({ min: 2, max: 8 }).chain((count) => {
  const amounts = (max: number) =>
    fc.array(fc.integer({ min: 0, max }), { minLength: count, maxLength: count });
  return fc.record({
    limit: fc.integer({ min: 0, max: 60 }),
    held: amounts(6),
    free: amounts(6),
    standing: amounts(10),
  });
});
const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

test('shares of a cap never admit more than its limit, use all of it, and go first where slots are free', () => {
  const outcome = fc.check(
    fc.property(gates, ({ limit, held, free, standing }) => {
      const shares = capSharesAround(limit, held, free, standing);
      const left = limit - sum(held);
      if (left < 0) return shares.every((share) => share === 0);
      const most = sum(shares.map((share, index) => Math.max(share, held[index] ?? 0)));
      const first = free.findIndex((slots) => slots > 0);
      const reachable = first < 0 || left === 0 || (shares[first] ?? 0) > (held[first] ?? 0);
      return most === limit && reachable;
    }),
    { numRuns: 2_000 },
  );
  expect(outcome.counterexample).toBeNull();
});

test('shares that are right stay as they are, and correcting wrong ones changes two gates', () => {
  const held = [10, 10, 10, 10];
  const standing = [20, 15, 15, 12];
  const limit = sum(standing);
  expect(capSharesAround(limit, held, [5, 5, 5, 5], standing)).toEqual(standing);
  expect(capSharesAround(limit, [10, 10, 10, 12], [0, 0, 0, 3], standing)).toEqual([17, 15, 15, 15]);
});
