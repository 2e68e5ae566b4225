// The environments of your accounts: BERTH_ORIGIN=… BERTH_TOKEN=… node environments.js
import { managementClient } from 'berth-client/management';

const berth = managementClient({
  origin: process.env.BERTH_ORIGIN ?? 'http://127.0.0.1:4000',
  token: process.env.BERTH_TOKEN ?? '',
});

const { memberships } = await berth.getMe();
for (const { accountId, accountName } of memberships) {
  const { plan, environments } = await berth.getConcurrency({ accountId });
  console.log(`${accountName}: ${plan.maxConcurrentCalls} calls at once`);
  for (const { name, activeCalls, maxConcurrentCalls } of environments)
    console.log(`  ${name}: ${activeCalls} of ${maxConcurrentCalls}`);
}
