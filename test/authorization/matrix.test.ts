import { routes, type OperationId } from '../../lib/api/index.ts';
import { apiFunctions } from '../../local/functions.ts';
import { aBerth } from '../setup/berth.ts';
import { aScene, requestsIn, sentAs, waitsFor } from '../setup/scene.ts';
import { senderTo, type Answered } from '../setup/send.ts';
import { credentialsIn, standingIn, type Credential } from './credentials.ts';
import { expectedFor } from './expected.ts';

const berth = await aBerth();
const send = senderTo(berth.origin);
const scene = await aScene(berth);
const credentials = await credentialsIn(scene, berth);
const requests = requestsIn(scene);
const rows = routes.map((row) => [row.id, row] as const);

/** The problem that was answered, or that it was done. */
const outcomeOf = ({ status, body }: Answered) => (status < 300 ? 'done' : body['code']);

test('the matrix knows every route, and every route has its function', async () => {
  expect(Object.keys(requests).toSorted()).toEqual(routes.map(({ id }) => id).toSorted());
  const served = Object.entries(await apiFunctions(berth.world)).map(([key, { name }]) => `${key}: ${name}`);
  const listed = routes.map(({ method, path, group }) => `${method} ${path}: ${group}`);
  expect(served.toSorted()).toEqual([...listed, '$default: fallback'].toSorted());
});

/** In the order of the rows: every credential that a row must turn away, and how. */
const refusals = rows.map(([id, row]) => {
  const cells = Object.entries(credentials).map(([name, { who }]) => ({ name, code: expectedFor(row, who) }));
  return { id, cells: cells.filter(({ code }) => code !== 'done') };
});

describe.each(refusals)('$id', ({ id, cells }) => {
  let before: unknown;
  beforeAll(async () => (before = await berth.items()));

  test.each(cells)('answers $code to $name', async ({ name, code }) => {
    const answer = await send(sentAs(id, credentials[name]?.token, requests[id]));
    expect(outcomeOf(answer)).toBe(code);
    expect(answer.headers['www-authenticate']).toBe(
      code === 'unauthenticated' ? 'Bearer realm="berth"' : undefined,
    );
  });

  test('looks at nothing else of the request before that is settled', async () => {
    const bad = {
      headers: { 'content-type': 'text/plain', 'idempotency-key': 'not visible' },
      body: Buffer.alloc(70_000, '{'),
    };
    for (const { name, code } of cells) {
      // Whose an invitation is, its token tells; and that stands in the body.
      if (code === 'invitation_email_mismatch') continue;
      const content = { ...requests[id], query: { limit: 'x', cursor: '' } };
      const answer = await send({ ...sentAs(id, credentials[name]?.token, content), ...bad });
      expect({ name, outcome: outcomeOf(answer) }).toEqual({ name, outcome: code });
    }
  });

  test('leaves no trace of those whom it turned away', async () => {
    expect(await berth.items()).toEqual(before);
  });
});

/** All the others, each in a scene of its own, because they change it. */
const permissions = rows.flatMap(([id, row]) =>
  Object.entries(credentials)
    .filter(([, { who }]) => expectedFor(row, who) === 'done' && !(who.kind === 'key' && !who.own))
    .map(([name]) => ({ id, row, name })),
);

test.each(permissions)('$id is done for $name', async ({ id, row, name }) => {
  const fresh = row.effect === 'read' ? scene : await aScene(berth);
  const tokens: Record<string, Credential> = { ...credentials, ...standingIn(fresh) };
  berth.world.clock.advance(waitsFor[id] ?? 0);
  const { status, text } = await send(sentAs(id, tokens[name]?.token, requestsIn(fresh)[id]));
  expect({ status: [row.status, ...(row.alsoStatus ?? [])].includes(status), text }).toMatchObject({
    status: true,
  });
});

test('a Member may remove themselves, and nobody else', async () => {
  const leaving = await berth.aMember(scene.account);
  const remove = (userId: string) =>
    send(sentAs('removeUser', leaving.token, { params: { accountId: scene.accountId, userId } }));
  expect(outcomeOf(await remove(scene.colleague.userId))).toBe('admin_required');
  expect(outcomeOf(await remove(leaving.userId))).toBe('done');
  const id: OperationId = 'getAccount';
  expect(outcomeOf(await send(sentAs(id, leaving.token, requests[id])))).toBe('not_found');
});
