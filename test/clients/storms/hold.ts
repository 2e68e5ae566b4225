// Holds two calls and follows commands: node hold.ts ORIGIN KEY LEASE_SECONDS
import { createInterface } from 'node:readline';
import { berthClient, SlotLost } from '../../../client/typescript/src/index.ts';

const [origin = '', apiKey = '', lease] = process.argv.slice(2);
const say = (word: string) => process.stdout.write(`${word}\n`);
const berth = berthClient({ origin, apiKey });
const leaseSeconds = Number(lease);
const held = [await berth.holdCall({ leaseSeconds }), await berth.holdCall({ leaseSeconds })];
for (const { signal } of held)
  signal.addEventListener('abort', () => signal.reason instanceof SlotLost && say('lost'));
say('held');

const realNow = Date.now;
const told: Readonly<Record<string, (argument: string) => void>> = {
  // The time of day as programs read it.
  jump: (seconds) => (Date.now = () => realNow() + Number(seconds) * 1000),
  end: () => void Promise.all(held.map(async (call) => call.end())).then(() => say('ended')),
};
createInterface(process.stdin).on('line', (line) => {
  const [word = '', argument = ''] = line.split(' ');
  told[word]?.(argument);
});
