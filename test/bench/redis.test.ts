import { redisSemaphore } from '../../bench/gate/redis-semaphore.ts';

test('the benchmark leaves Redis out when redis-server is not installed', async () => {
  const path = process.env['PATH'];
  process.env['PATH'] = '';
  try {
    expect(await redisSemaphore()).toBeUndefined();
  } finally {
    process.env['PATH'] = path;
  }
});
