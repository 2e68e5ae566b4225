import { routes, type OperationId } from '../../lib/api/index.ts';
import { apiFunctions } from '../../local/functions.ts';
import { aBerth } from '../setup/berth.ts';
import { aScene, freshScene, prepareFor, requestsIn, sentAs } from '../setup/scene.ts';
import { senderTo, type Answered } from '../setup/send.ts';
import { credentialsIn, standingIn, type Credential } from './credentials.ts';
import { expectedFor } from './expected.ts';

const berth = await aBerth();
const send = senderTo(berth.origin);
const scene = await aScene(berth);
const credentials = await credentialsIn(scene, berth);
const requests = requestsIn(scene);
const rows = routes.map((row) => [row.id, row] as const);

/** The code of the problem in the answer, or success. */
const outcomeOf = ({ status, body }: Answered) => (status < 300 ? 'done' : body['code']);

test('the matrix knows every route, and every route has a function', async () => {
  expect(Object.keys(requests).toSorted()).toEqual(routes.map(({ id }) => id).toSorted());
  const served = Object.entries(await apiFunctions(berth.context)).map(
    ([key, { name }]) => `${key}: ${name}`,
  );
  const listed = routes.map(({ method, path, group }) => `${method} ${path}: ${group}`);
  expect(served.toSorted()).toEqual([...listed, '$default: fallback'].toSorted());
});

/** Senders of a request with unacceptable content: too large, of an unknown type, or with an invalid key. */
const bad = {
  headers: { 'content-type': 'text/plain', 'idempotency-key': 'not visible' },
  body: Buffer.alloc(70_000, '{'),
};

describe.each(rows)('%s', (id, row) => {
  /** Every credential that the row must refuse, and how. */
  const expected = Object.entries(credentials)
    .map(([name, { who }]) => [name, expectedFor(row, who)] as const)
    .filter(([, code]) => code !== 'done');

  async function outcomes(changed: object, names: readonly string[]) {
    const answers = names.map(async (name) => {
      const answer = await send({ ...sentAs(id, credentials[name]?.token, requests[id]), ...changed });
      const challenged = answer.headers['www-authenticate'] !== undefined;
      expect({ name, challenged }).toEqual({ name, challenged: answer.status === 401 });
      return [name, outcomeOf(answer)] as const;
    });
    return Object.fromEntries(await Promise.all(answers));
  }

  test('refuses callers without the right, says why, and stores nothing', async () => {
    const before = await berth.items();
    const names = expected.map(([name]) => name);
    expect(await outcomes({}, names)).toEqual(Object.fromEntries(expected));
    expect(await berth.items()).toEqual(before);
  });

  test('decides this before it looks at anything else of the request', async () => {
    // The token tells whose invitation it is, and the token is in the body.
    const settled = expected.filter(([, code]) => code !== 'invitation_email_mismatch');
    const names = settled.map(([name]) => name);
    expect(await outcomes(bad, names)).toEqual(Object.fromEntries(settled));
  });
});

/** All other credentials, each in a scene of its own, because they change it. */
const permissions = rows.flatMap(([id, row]) =>
  Object.entries(credentials)
    .filter(([, { who }]) => expectedFor(row, who) === 'done' && !(who.kind === 'key' && !who.own))
    .map(([name]) => ({ id, row, name })),
);

test.each(permissions)('$id can be done by $name', async ({ id, row, name }) => {
  const fresh = row.effect === 'read' ? scene : await freshScene(berth);
  const tokens: Record<string, Credential> = { ...credentials, ...standingIn(fresh) };
  await prepareFor(id, fresh, berth);
  const { status, text } = await send(sentAs(id, tokens[name]?.token, requestsIn(fresh)[id]));
  expect({ status: [row.status, ...(row.alsoStatus ?? [])].includes(status), text }).toMatchObject({
    status: true,
  });
});

test('a Member may remove themselves and nobody else', async () => {
  const leaving = await berth.aMember(scene.account);
  const remove = (userId: string) =>
    send(sentAs('removeUser', leaving.token, { params: { accountId: scene.accountId, userId } }));
  expect(outcomeOf(await remove(scene.colleague.userId))).toBe('admin_required');
  expect(outcomeOf(await remove(leaving.userId))).toBe('done');
  const id: OperationId = 'getAccount';
  expect(outcomeOf(await send(sentAs(id, leaving.token, requests[id])))).toBe('not_found');
});
