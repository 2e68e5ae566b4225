import type { DynamoDBStreamEvent } from 'aws-lambda';
import { serve as parkedUsage } from '../../functions/parked-usage.ts';
import { serve as usage } from '../../functions/usage.ts';
import { Problem } from '../../lib/api/problem.ts';
import type { ItemChange } from '../../lib/table/stream/item-change.ts';
import { taskQueue } from '../../local/task-queue.ts';
import { asFunction } from '../setup/as-function.ts';
import { aBerth, done } from '../setup/berth.ts';
import { followUsage } from '../setup/usage.ts';

const berth = await aBerth({ stream: true });
const { call, context } = berth;
const account = await berth.anAccount({ plan: 100 });
const followed = await followUsage(berth);
const [bad, fine] = [await berth.anEnvironment(account), await berth.anEnvironment(account)];
for (const { key, id } of [bad, fine]) {
  done(await call('startCall', { as: key, body: { id: 'a' } }));
  done(await call('endCall', { as: key, params: { callId: 'a' } }));
  await followed.caughtUp(id);
}
await followed.stop();
const event: DynamoDBStreamEvent = { Records: followed.told };

/** The context of a function for which every write to the history of one environment fails. */
function failing(thrown: Error, environmentId: string) {
  const { table } = asFunction('usage', context);
  const documents = Object.create(table.documents) as typeof table.documents;
  documents.send = (async (command: { input: unknown }, options: object) => {
    if (JSON.stringify(command.input).includes(`HISTORY#${environmentId}`)) throw thrown;
    return table.documents.send(command as never, options);
  }) as typeof documents.send;
  return { ...context, table: { ...table, documents } };
}

const recorded = async ({ key }: { key: string }) =>
  done(await call('listCalls', { as: key, query: { status: 'ended' } })).items.length;

test('changes of an environment that cannot be processed are parked and processed later, and hold up no others', async () => {
  const parked = taskQueue<ItemChange>();
  const kept: ItemChange[] = [];
  const park = async (changes: readonly ItemChange[]) => {
    kept.push(...changes);
    await parked.send(changes);
  };
  const broken = failing(Object.assign(new Error('a bug'), { name: 'ValidationException' }), bad.id);
  await usage({ ...broken, park })(event);
  expect(new Set(kept.map(({ key }) => key.pk))).toEqual(new Set([`ENVIRONMENT#${bad.id}`]));
  expect(await recorded(fine)).toBe(1);
  expect(berth.logged).toContainEqual(
    expect.objectContaining({ message: 'changes parked', partition: `ENVIRONMENT#${bad.id}` }),
  );

  const Records = kept.map((change, index) => ({ messageId: String(index), body: JSON.stringify(change) }));
  const again = parkedUsage(broken);
  const { batchItemFailures } = await again({ Records } as Parameters<typeof again>[0]);
  expect(batchItemFailures).toHaveLength(1);
  await parked.drain(parkedUsage(context));
  expect(await recorded(bad)).toBe(1);
});

test('while the table cannot be reached nothing is parked, and the stream delivers again', async () => {
  const parked: ItemChange[] = [];
  const park = async (changes: readonly ItemChange[]) => void parked.push(...changes);
  const away = failing(new Problem('temporarily_unavailable', { retryAfter: 1 }), bad.id);
  await expect(usage({ ...away, park })(event)).rejects.toMatchObject({ code: 'temporarily_unavailable' });
  expect(parked).toEqual([]);
});
