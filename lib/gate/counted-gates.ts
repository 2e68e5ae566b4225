import type { EnvironmentId } from '../api/schemas/ids.ts';
import { Outdated } from '../call.ts';
import { keyOf } from '../table/keys.ts';
import { update, type Table } from '../table/table.ts';
import type { World } from '../world.ts';
import { countUnder, UNCAPPED, type CapName } from './caps.ts';
import type { GateItem, StoredCap } from './gate.ts';
import { sweptGates } from './sweep.ts';

/**
 * The gates of an environment as they are now, without leases that have run out, each counting under these caps. A cap that
 * a gate does not count under yet limits nothing before the gates are reshaped: then all of them change in one transaction,
 * while calls come and go, for which the counts must be there already.
 */
export async function countedGates(
  environment: EnvironmentId,
  capsOf: (gates: readonly GateItem[]) => Iterable<CapName>,
  world: World,
): Promise<GateItem[]> {
  const gates = await sweptGates(environment, world);
  const wanted = [...capsOf(gates)];
  return Promise.all(gates.map((gate) => count(gate, wanted, world.table)));
}

/** Only a gate in which calls start and end all the time takes more than one or two. */
const MOST_TRIES = 100;

async function count(gate: GateItem, caps: readonly CapName[], table: Table): Promise<GateItem> {
  let seen = gate;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const missing = caps.find((cap) => seen.c?.[cap] === undefined);
    if (missing === undefined) return seen;
    const cap: StoredCap = { m: UNCAPPED, n: countUnder(missing, Object.entries(seen.l)) };
    const written = await update<GateItem>(table, keyOf(seen), {
      ...(seen.c === undefined
        ? { UpdateExpression: 'SET c = :cap', ConditionExpression: 'l = :l AND attribute_not_exists(c)' }
        : {
            UpdateExpression: 'SET c.#cap = :cap',
            ConditionExpression: 'l = :l AND attribute_exists(c) AND attribute_not_exists(c.#cap)',
            ExpressionAttributeNames: { '#cap': missing },
          }),
      ExpressionAttributeValues: {
        ':cap': seen.c === undefined ? { [missing]: cap } : cap,
        // As a Map: the SDK takes an object that has a call named `constructor` for no object at all.
        ':l': new Map(Object.entries(seen.l)),
      },
    });
    if (written.item === undefined) throw new Outdated();
    seen = written.item;
  }
  throw new Outdated();
}
