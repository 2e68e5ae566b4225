import type { QueryCommandInput, UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { hashSecret } from '../../lib/auth/secret-format.ts';
import type { At, Steps } from './steps.ts';

export interface BareBundle {
  readonly update: (input: UpdateCommandInput) => Promise<unknown>;
  readonly query: (input: QueryCommandInput) => Promise<unknown>;
}

/** The same requests to DynamoDB, written by hand. */
export function bareSteps({ update, query }: BareBundle, { id, key }: At, tableName: string): Steps {
  const pk = `ENVIRONMENT#${id}`;
  const ids: string[] = [];
  let made = 0;
  const names = { '#hash': hashSecret(key) };
  const instant = () => Math.floor((Date.now() - Date.UTC(2025, 0)) / 10);
  const expiry = () => instant() + 12_000;
  const common = {
    TableName: tableName,
    Key: { pk, sk: 'GATE' },
    ReturnValues: 'NONE',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  } as const;
  const acquireLease = (callId: string) =>
    update({
      ...common,
      UpdateExpression: 'SET l.#id = :lease, k.#hash.u = :now',
      ConditionExpression:
        'k.#hash.x > :now AND #state = :open AND attribute_not_exists(l.#id) AND size(l) < m AND attribute_not_exists(c.#c0) AND n = :one',
      ExpressionAttributeNames: { ...names, '#state': 'state', '#id': callId, '#c0': 'o' },
      ExpressionAttributeValues: {
        ':lease': expiry(),
        ':now': Date.now(),
        ':open': 'open',
        ':one': 1,
      },
    });
  return {
    start: (n) => async () => {
      const callId = `o.0${String((made += 1)).padStart(9, '0')}`;
      ids[n] = callId;
      await acquireLease(callId);
    },
    heartbeat: (n) => () =>
      update({
        ...common,
        UpdateExpression: 'SET l.#0 = :end, k.#hash.u = :now',
        ConditionExpression: 'k.#hash.x > :now AND l.#0 BETWEEN :next AND :end',
        ExpressionAttributeNames: { ...names, '#0': ids[n] ?? '' },
        ExpressionAttributeValues: {
          ':now': Date.now(),
          ':end': expiry(),
          ':next': instant() + 1,
        },
      }),
    list: () => () =>
      query({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :beginsWith)',
        ExpressionAttributeValues: { ':pk': pk, ':beginsWith': 'GATE' },
        ConsistentRead: true,
        ScanIndexForward: true,
      }),
    'refused start': () => () => acquireLease('refused').catch(() => undefined),
    end: (n) => () =>
      update({
        ...common,
        UpdateExpression:
          'SET e = :end, o = l.#id, e0 = :at, e1 = if_not_exists(e0, :never), e2 = if_not_exists(e1, :never), k.#hash.u = :now REMOVE l.#id',
        ConditionExpression:
          'k.#hash.x > :now AND attribute_exists(l.#id) AND r = m AND #state <> :draining AND attribute_not_exists(c.#c0)',
        ExpressionAttributeNames: { ...names, '#id': ids[n] ?? '', '#c0': 'o', '#state': 'state' },
        ExpressionAttributeValues: {
          ':now': Date.now(),
          ':end': { i: ids[n] ?? '' },
          ':at': instant(),
          ':never': 0,
          ':draining': 'draining',
        },
      }),
  };
}
