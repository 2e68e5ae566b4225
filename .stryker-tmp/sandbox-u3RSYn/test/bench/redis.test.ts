import { redisSemaphore } from '../../bench/gate/redis-semaphore.ts';

test('the benchmark runs without Redis: a redis-server that is not installed leaves its contestant out', async () => {
  const path = process.env['PATH'];
  process.env['PATH'] = '';
  try {
    expect(await redisSemaphore()).toBeUndefined();
  } finally {
    process.env['PATH'] = path;
  }
});
