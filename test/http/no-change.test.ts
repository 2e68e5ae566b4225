import { routes, type OperationId } from '../../lib/api/index.ts';
import { aBerth } from '../setup/berth.ts';
import { freshScene, requestsIn, rightCredential, sentAs } from '../setup/scene.ts';
import { senderTo } from '../setup/send.ts';

const berth = await aBerth();
const send = senderTo(berth.origin);

/** Each editable thing, with the operation that reads it. */
const edits = routes.flatMap(({ id, method, path }): [OperationId, OperationId][] => {
  const read = routes.find((row) => row.method === 'GET' && row.path === path);
  return method === 'PATCH' && read !== undefined ? [[id, read.id]] : [];
});

test.each(edits)(
  '%s: an edit that changes nothing is answered as any edit, without a new version or an event',
  async (id, read) => {
    const scene = await freshScene(berth);
    const as = rightCredential(id, scene);
    const { params = {} } = requestsIn(scene)[id];
    // From here on the key of the environment counts as used.
    const edited = await send(sentAs(id, as, requestsIn(scene)[id]));
    expect(edited.status).toBe(200);
    const fields = Object.keys(requestsIn(scene)[id].body as object);
    const stands = await send(sentAs(read, as, { params }));
    const before = await berth.items();
    const same = Object.fromEntries(fields.map((field) => [field, stands.body[field]]));
    const again = await send(sentAs(id, as, { params, body: same }));
    expect(again).toAnswer(200, edited.body);
    expect(again.headers.etag).toBe(edited.headers.etag);
    expect(await berth.items()).toEqual(before);
    const empty = await send(sentAs(id, as, { params, body: {} }));
    expect(await berth.items()).toEqual(before);
    expect([200, 422]).toContain(empty.status);
  },
);
