import { parse } from 'csv-parse/sync';
import { auditActions } from '../../lib/api/audit-actions.ts';
import { sectionInDocs } from '../performance/docs.ts';
import { aBerth, asAdmin, done } from '../setup/berth.ts';

const berth = await aBerth();
const { call } = berth;

test('docs/audit.md lists every action', async () => {
  const rows = Object.entries(auditActions).map(([action, told]) => `| \`${action}\` | ${told} |`);
  const table = ['| action | what happened |', '|---|---|', ...rows].join('\n');
  const { written, counted } = await sectionInDocs('actions', table, 'audit.md');
  expect(written).toBe(counted);
});

/** An account that was renamed at four instants, a second apart. */
async function renamed() {
  const account = await berth.anAccount();
  const request = asAdmin(account);
  for (const name of ['One', 'Two', 'Three', 'Four']) {
    berth.context.clock.advance(1);
    done(await call('renameAccount', { ...request, body: { name } }));
  }
  const { items } = done(await call('listAuditEvents', { ...request, query: { action: 'account.updated' } }));
  return { request, items, times: items.map(({ at }) => at) };
}

test('a list of changes includes its first instant and excludes its last', async () => {
  const { request, items, times } = await renamed();
  const between = async (query: { from?: string; to?: string; limit?: number; cursor?: string }) =>
    done(await call('listAuditEvents', { ...request, query }));
  const [four = '', three = '', two = ''] = times;
  expect((await between({ from: three })).items).toEqual(items.slice(0, 2));
  expect((await between({ from: two, to: four })).items).toEqual(items.slice(1, 3));
  expect((await between({ from: three, to: four })).items).toEqual(items.slice(1, 2));
  // The same instant in another time zone.
  const inIndia = new Date(Date.parse(three) + 5.5 * 3_600_000).toISOString().replace('Z', '+05:30');
  expect((await between({ from: inIndia })).items).toEqual(items.slice(0, 2));
  expect((await between({ to: three })).items.map(({ after }) => after?.['name'])).toEqual([
    'Two',
    'One',
    'Acme',
  ]);
  const first = await between({ from: two, limit: 1 });
  expect((await between({ from: two, limit: 100, cursor: first.nextCursor ?? '' })).items).toEqual(
    items.slice(1, 3),
  );
  expect(
    await call('listAuditEvents', { ...request, query: { from: three, cursor: first.nextCursor ?? '' } }),
  ).toBeRefused(400, 'invalid_cursor');
  expect(await call('listAuditEvents', { ...request, query: { from: four, to: two } })).toAnswer(422, {
    errors: [{ path: 'to' }],
  });
});

test('a file of changes has the same events as the list, one a line, and says where the next file begins', async () => {
  const { request, items, times } = await renamed();
  const query = { from: times.at(-1) ?? '', limit: 3 };
  const file = await call('exportAuditEvents', { ...request, query });
  expect(file.headers.get('content-disposition')).toContain('audit-events.csv');
  const lines = parse(file.body.text, { columns: true }) as unknown as Record<string, string>[];
  expect(lines).toEqual(
    items.slice(0, 3).map(({ id, at, actor, action, target, before, after, requestId }) => ({
      id,
      at,
      actorType: actor.type,
      actorId: actor.id,
      actorEmail: actor.email ?? '',
      action,
      targetType: target.type,
      targetId: target.id,
      targetName: target.name,
      before: JSON.stringify(before),
      after: JSON.stringify(after),
      // An id may begin with what a spreadsheet reads as a formula.
      requestId: requestId.replace(/^[-+=@]/, "'$&"),
    })),
  );
  const next = { ...query, cursor: file.headers.get('next-cursor') ?? '' };
  const rest = await call('exportAuditEvents', { ...request, query: next });
  expect(rest.body.text).toContain(items[3]?.id);
  expect(rest.headers.get('next-cursor')).toBeNull();
});

test('a file of changes is filtered as the list is', async () => {
  const { request, items, times } = await renamed();
  const idsIn = async (query: { action?: string; actorId?: string; targetId?: string; to?: string }) => {
    const { body, headers } = await call('exportAuditEvents', { ...request, query });
    expect(headers.get('next-cursor')).toBeNull();
    return (parse(body.text, { columns: true }) as unknown as { id: string }[]).map(({ id }) => id);
  };
  const ids = items.map(({ id }) => id);
  expect(await idsIn({ action: 'account.updated' })).toEqual(ids);
  expect(await idsIn({ action: 'account.updated', to: times[0] ?? '' })).toEqual(ids.slice(1));
  expect(await idsIn({ action: 'user.removed' })).toEqual([]);
  expect(await idsIn({ actorId: 'nobody' })).toEqual([]);
  expect(await idsIn({ targetId: request.params.accountId })).toHaveLength(ids.length + 1);
});
