import { openTable } from '../../lib/table/table.ts';
import type { Context } from '../../lib/context.ts';
import { apiFunctions } from '../../local/functions.ts';
import { apiGateway } from '../../local/gateway/api-gateway.ts';
import { listen } from '../../local/listen.ts';
import type { TestBerth } from '../setup/berth.ts';
import { clientOf, type Client } from '../setup/client.ts';

/** A second set of the same handlers on the same table, with a database client and a context of their own. */
export interface Front {
  readonly call: Client;
  readonly origin: string;
  readonly context: Context;
}

export async function aFront(berth: TestBerth, context: Partial<Context> = {}): Promise<Front> {
  const table = openTable(berth.context.table.name, { endpoint: process.env['DYNAMODB_ENDPOINT'] ?? '' });
  const whole = { ...berth.context, table, ...context };
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
  return { call: clientOf(listener.origin), origin: listener.origin, context: whole };
}
