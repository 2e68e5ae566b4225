import { openTable } from '../../lib/table/table.ts';
import type { World } from '../../lib/world.ts';
import { apiFunctions } from '../../local/functions.ts';
import { apiGateway } from '../../local/gateway/api-gateway.ts';
import { listen } from '../../local/listen.ts';
import type { TestBerth } from '../setup/berth.ts';
import { clientOf, type Client } from '../setup/client.ts';

/** The same handlers on the same table once more, with a database client of their own and another world. */
export interface Front {
  readonly call: Client;
  readonly origin: string;
  readonly world: World;
}

export async function aFront(berth: TestBerth, world: Partial<World> = {}): Promise<Front> {
  const table = openTable(berth.world.table.name, { endpoint: process.env['DYNAMODB_ENDPOINT'] ?? '' });
  const whole = { ...berth.world, table, ...world };
  const listener = await listen(0);
  const gateway = apiGateway({
    routes: await apiFunctions(whole),
    onCrash: (thrown) => berth.logged.push({ level: 'error', thrown }),
  });
  listener.answerWith((request, response) => void gateway(request, response));
  afterAll(async () => {
    await listener.close();
    table.documents.destroy();
  });
  return { call: clientOf(listener.origin), origin: listener.origin, world: whole };
}
