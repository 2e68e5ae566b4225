// The laptop's gateway over a table that is there already, for whoever forked this: it is told the origin.
import { apiGateway } from '../../local/gateway/api-gateway.ts';
import { apiFunctions } from '../../local/functions.ts';
import { listen } from '../../local/listen.ts';
import { benchBerth } from './berth.ts';

const [endpoint = '', name = ''] = process.argv.slice(2);
const { context } = await benchBerth(endpoint, { name });
const listener = await listen(0);
const gateway = apiGateway({
  routes: await apiFunctions(context),
  onCrash: (thrown) => console.error(thrown),
});
listener.answerWith((request, response) => void gateway(request, response));
process.send?.(listener.origin);
process.once('disconnect', () => process.exit());
