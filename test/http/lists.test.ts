import { routes, type OperationId } from '../../lib/api/index.ts';
import { aBerth, done } from '../setup/berth.ts';
import { everyItem } from '../setup/every-item.ts';
import { aFilledScene } from '../setup/filled-scene.ts';
import { requestsIn, rightCredential, sentAs } from '../setup/scene.ts';
import { senderTo } from '../setup/send.ts';

const berth = await aBerth();
const send = senderTo(berth.origin);
const scene = await aFilledScene(berth);
const requests = requestsIn(scene);

interface Page {
  readonly items: readonly { readonly id?: string }[];
  readonly nextCursor: string | null;
}

const lists = routes
  .filter(({ query, download }) => download === undefined && query?.safeParse({ cursor: 'x' }).success)
  .map(({ id }) => id);

const ask = (id: OperationId, query: Record<string, string>, as = rightCredential(id, scene)) =>
  send(sentAs(id, as, { ...requests[id], query: { ...requests[id].query, ...query } }));

async function pageOf(id: OperationId, query: Record<string, string> = {}): Promise<Page> {
  const { status, body } = await ask(id, query);
  expect({ id, status }).toEqual({ id, status: 200 });
  return body as unknown as Page;
}

describe.each(lists)('%s', (id) => {
  test('gives the same items page by page as at once, each once, in the same order', async () => {
    const whole = await pageOf(id, { limit: '100' });
    expect(whole.items.length).toBeGreaterThan(1);
    expect(whole.nextCursor).toBeNull();
    expect(await pageOf(id)).toEqual(whole);

    const walked = await everyItem(1, ({ limit, ...rest }) => pageOf(id, { limit: String(limit), ...rest }));
    expect(walked).toEqual(whole.items);
  });

  test.each(['0', '-1', '101', '1.5', '1e1', '0x10', ' 5', '', 'all', '9'.repeat(400)])(
    'refuses a limit of %j',
    async (limit) => {
      const { status, body } = await ask(id, { limit });
      expect({ status, errors: body['errors'] }).toEqual({
        status: 422,
        errors: [{ path: 'limit', message: expect.stringMatching(/^must be /) }],
      });
    },
  );

  test('refuses unknown parameters instead of ignoring them', async () => {
    const { status, body } = await ask(id, { limitt: '5' });
    expect({ status, errors: body['errors'] }).toEqual({
      status: 422,
      errors: [{ path: 'limitt', message: 'is not a known field' }],
    });
  });
});

test('a page continues where the previous one ended, whatever was added or removed in between', async () => {
  const account = await berth.anAccount();
  const params = { accountId: account.accountId };
  const as = account.admin.token;
  const made = [];
  for (const name of ['b', 'c', 'd']) {
    made.push(await berth.anEnvironment(account, { name, maxConcurrentCalls: 0 }));
    berth.context.clock.advance(1);
  }
  const first = done(await berth.call('listEnvironments', { as, params, query: { limit: 2 } }));
  expect(first.items.map(({ name }) => name)).toEqual(['default', 'b']);
  const environmentId = made[0]?.id ?? '';
  done(await berth.call('deleteEnvironment', { as, params: { ...params, environmentId } }));
  await berth.anEnvironment(account, { name: 'e', maxConcurrentCalls: 0 });
  const query = { limit: 2, cursor: first.nextCursor ?? '' };
  const second = done(await berth.call('listEnvironments', { as, params, query }));
  expect(second.items.map(({ name }) => name)).toEqual(['c', 'd']);
});
