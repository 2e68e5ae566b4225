// One cold start: loads a bundle and calls it once, in a process that has done nothing else; tells whoever forked it.
const [, , file, event] = process.argv;
const cpu = process.cpuUsage();
const begin = performance.now();
const { handler } = require(file);
const imported = performance.now();

async function callOnce() {
  const context = { functionName: 'bench', awsRequestId: 'bench', getRemainingTimeInMillis: () => 10_000 };
  const result = event === undefined ? undefined : await handler(JSON.parse(event), context);
  const { user, system } = process.cpuUsage(cpu);
  process.send({
    importMs: imported - begin,
    totalMs: performance.now() - begin,
    cpuMs: (user + system) / 1000,
    status: result?.statusCode,
  });
  process.disconnect();
}

void callOnce();
