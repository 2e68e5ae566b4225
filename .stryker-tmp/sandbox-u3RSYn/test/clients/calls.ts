// Calls of a running Berth with the generated types: node calls.ts ORIGIN TOKEN.
import assert from 'node:assert/strict';
import createClient from 'openapi-fetch';
import type { paths } from './berth.d.ts';

const [baseUrl = '', token = ''] = process.argv.slice(2);
const clientWith = (credential: string) =>
  createClient<paths>({ baseUrl, headers: { authorization: `Bearer ${credential}` } });

const person = clientWith(token);
const { data: account } = await person.POST('/v1/accounts', { body: { name: 'Generated' } });
assert.ok(account);
const params = { path: { accountId: account.id } };
const read = await person.GET('/v1/accounts/{accountId}', { params });
assert.equal(read.data?.name, 'Generated');
const other = { path: { accountId: account.id.replace(/.$/, (last) => (last === '0' ? '1' : '0')) } };
const { error: missing } = await person.GET('/v1/accounts/{accountId}', { params: other });
assert.ok(missing?.code === 'not_found' && missing.status === 404);

const { data: created } = await person.POST('/v1/accounts/{accountId}/environments', {
  params,
  body: { name: 'typescript', maxConcurrentCalls: 1 },
});
const machine = clientWith(created?.apiKey.secret ?? '');
const { data: call } = await machine.POST('/v1/calls', { body: { id: 'call-1' } });
assert.equal(call?.status, 'active');
const { error: full } = await machine.POST('/v1/calls', { body: { id: 'call-2' } });
assert.ok(full && 'activeCalls' in full);
assert.deepEqual([full.code, full.limit, full.activeCalls], ['concurrency_limit_reached', 1, 1]);
const ended = await machine.DELETE('/v1/calls/{callId}', { params: { path: { callId: 'call-1' } } });
assert.equal(ended.response.status, 204);
