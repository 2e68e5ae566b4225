import type { CallId, EnvironmentId } from '../../api/schemas/ids.ts';
import type { Clock } from '../../clock.ts';
import type { EnvironmentItem } from '../../environments/environment.ts';
import { gateOf, indexOf, type GateItem } from '../../gate/gate.ts';
import { hasExpired, isGateMade } from '../../gate/lease.ts';
import { namedCallItem } from '../../gate/named-call.ts';
import { outdated } from '../../request.ts';
import { keys } from '../../table/keys.ts';
import type { Write } from '../../table/transact.ts';
import type { WholeAccount } from '../read-account.ts';
import type { Drift } from './drift.ts';

/** Calls with a name of their own, in an environment of several gates: each has a row that names its gate. */
export function namedCallDrifts(
  { id: account, rows }: WholeAccount,
  environment: EnvironmentItem,
  gates: readonly GateItem[],
  clock: Clock,
): Drift[] {
  if (gates.length < 2) return [];
  const { id } = environment;
  return gates.flatMap((gate) =>
    Object.entries(gate.l)
      .filter(([call, lease]) => !isGateMade(call) && !hasExpired(lease, clock.now()))
      .flatMap(([name]): Drift[] => {
        const row = rows.get(id)?.get(name);
        const index = indexOf(gate);
        if (row?.g === index) return [];
        const call = name as CallId;
        const condition =
          row === undefined
            ? { ConditionExpression: 'attribute_not_exists(pk)' }
            : { ConditionExpression: 'u = :u', ExpressionAttributeValues: { ':u': row.u } };
        const writes: Write[] = [
          { Put: { Item: namedCallItem(id, call, index, clock), ...condition }, onConditionFailed: outdated },
          stillRuns(id, gate, index, call),
        ];
        // A call that runs in two gates at the same time can't be repaired: one of them will end.
        const isElsewhere = row !== undefined && Object.hasOwn(gateOf(gates, row.g)?.l ?? {}, name);
        return [
          {
            what: 'row of a named call',
            target: { type: 'account', id: account },
            stored: { environment: id, gate: row?.g ?? null },
            found: { environment: id, gate: index },
            ...(!isElsewhere && { mend: { writes } }),
          },
        ];
      }),
  );
}

function stillRuns(environment: EnvironmentId, { m, r }: GateItem, index: number, call: CallId): Write {
  return {
    ConditionCheck: {
      Key: keys.gate(environment, index),
      ConditionExpression: 'attribute_exists(l.#call) AND m = :m AND r = :r',
      ExpressionAttributeNames: { '#call': call },
      ExpressionAttributeValues: { ':m': m, ':r': r },
    },
    onConditionFailed: outdated,
  };
}
