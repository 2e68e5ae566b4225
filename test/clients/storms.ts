// Part of npm run test:clients: failures of production, with both clients, each holder in a process of its own.
import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { fileURLToPath } from 'node:url';
import pMap from 'p-map';
import { berthClient } from '../../client/typescript/src/index.ts';
import { managementClient } from '../../client/typescript/src/management/index.ts';
import { doorTo } from './door.ts';
import { aScene } from './scene.ts';
import { cases, type Case } from './storms/cases.ts';
import { holder } from './storms/holder.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const SLOTS = 2;
/** They mostly wait for leases to end. */
const AT_ONCE = 12;

/**
 * @param python with everything in requirements.txt
 * @returns how many cases ran
 * @throws Error with the client and the case in which a slot was lost, or a holder was not told
 */
export async function storms(origin: string, python: string): Promise<number> {
  const clients: Readonly<Record<string, readonly string[]>> = {
    TypeScript: [process.execPath, at('storms/hold.ts')],
    'Python with threads': [python, at('storms/hold.py'), 'threads'],
    'Python with asyncio': [python, at('storms/hold.py'), 'asyncio'],
  };
  const all = Object.entries(cases).flatMap(([name, one]) =>
    Object.entries(clients).map(([client, command]) => ({ what: `${client}, ${name}`, one, command })),
  );
  await pMap(
    all,
    async ({ what, one, command }) => {
      try {
        await play(origin, command, one);
      } catch (cause) {
        throw new Error(`${what}: ${(cause as Error).message}`, { cause });
      }
    },
    { concurrency: AT_ONCE },
  );
  return all.length;
}

async function play(origin: string, command: readonly string[], one: Case): Promise<void> {
  const { key, token, accountId, environmentId } = await aScene(origin, SLOTS);
  const door = await doorTo(origin);
  const env = { ...process.env, PYTHONPATH: at('../../client/python/src') };
  const held = holder([...command, door.origin, key, String(one.leaseSeconds)], env);
  const refusals = new EventEmitter();
  const other = berthClient({
    origin,
    apiKey: key,
    endCallsOnSignals: false,
    onEvent: ({ type }) => type === 'call.waiting' && refusals.emit('refusal'),
  });
  try {
    await held.says('held');
    const next = other.holdCall({ waitSeconds: 600 });
    const taken = next.then(() => {});
    taken.catch(() => {});
    const refused = async (times: number) => {
      for (let left = times; left > 0; left -= 1) await once(refusals, 'refusal');
    };
    await refused(1);
    const happens = one.happens({ holder: held, door, refused, taken });
    const isLost = async () => {
      await taken;
      throw new Error('Somebody else got a slot of calls that go on.');
    };
    await (one.slots === 'kept' ? Promise.race([happens, isLost()]) : happens);

    const { items } = await managementClient({ origin, token }).listEnvironmentCalls({
      accountId,
      environmentId,
    });
    const live = items.map(({ id }) => id);
    if (one.slots === 'kept') {
      assert.deepEqual(held.said, ['held']);
      assert.equal(live.length, SLOTS);
      held.tell('end');
      await held.says('ended');
    }
    const { call } = await next;
    assert.ok(live.length <= SLOTS);
    if (one.slots === 'passed on') assert.ok(live.includes(call.id));
    // Nothing is lost: all slots can be taken.
    await other.holdCall({ waitSeconds: 600 });
  } finally {
    held.kill('SIGKILL');
    await other.close();
    door.close();
  }
}
