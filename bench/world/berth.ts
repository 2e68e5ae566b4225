import { randomUUID } from 'node:crypto';
import type { AccountId, EnvironmentId } from '../../lib/api/schemas/ids.ts';
import { operations, type OperationId } from '../../lib/api/index.ts';
import type { Operation } from '../../lib/api/operation.ts';
import { peopleOf } from '../../lib/auth/people.ts';
import { newId } from '../../lib/clock.ts';
import { newEnvironment } from '../../lib/environments/new-environment.ts';
import { createTable } from '../../lib/table/create.ts';
import { openTable } from '../../lib/table/table.ts';
import { transact } from '../../lib/table/transact.ts';
import type { WebhookTools } from '../../lib/webhooks/use-case.ts';
import type { Context } from '../../lib/context.ts';
import { apiFunctions } from '../../local/functions.ts';
import { createIdentity, type Identity } from '../../local/identity/identity.ts';
import type { MovableClock } from './clock.ts';
import { contextOf } from './context.ts';
import { eventFor, type Sent } from './event.ts';

/** A Berth without HTTP: its handlers, called with the events that API Gateway would make, and a table of its own. */
export interface BenchBerth {
  readonly context: Context & WebhookTools & { readonly clock: MovableClock };
  readonly identity: Identity;
  /** The answer of a handler. */
  readonly call: (id: OperationId, sent?: Sent) => Promise<Received>;
  /** The same. @throws Error with the whole answer when it is a refusal */
  readonly done: (id: OperationId, sent?: Sent) => Promise<Received['body']>;
}

export interface Received {
  readonly status: number;
  // oxlint-disable-next-line typescript/no-explicit-any -- what is in it depends on operation and status
  readonly body: any;
}

/** @param options.name the table of another one, to share it, and `options.identity` to share its people */
export async function benchBerth(
  endpoint: string,
  {
    name = `bench-${randomUUID()}`,
    identity: shared,
    stream = false,
  }: { readonly name?: string; readonly identity?: Identity; readonly stream?: boolean } = {},
): Promise<BenchBerth> {
  const table = openTable(name, {
    endpoint,
    // 64 clients at once must not wait for a connection.
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000, httpAgent: { maxSockets: 128 } },
  });
  await createTable(table, { stream });
  const identity = shared ?? (await createIdentity({ origin: 'http://127.0.0.1' }));
  const context = contextOf({
    table,
    people: peopleOf(identity, identity.fetcher),
    groupsOf: identity.groupsOf,
    usersOf: identity.usersOf,
    outbound: { refusal: () => undefined, post: async () => ({ status: 204, body: '' }) },
    deliveries: { send: async () => {} },
    // A deployed function turns each line into JSON.
    log: (line: Record<string, unknown>) => void JSON.stringify(line),
  });
  const functions = await apiFunctions(context);

  const call: BenchBerth['call'] = async (id, sent = {}) => {
    const operation: Operation = operations[id];
    const { event, context: lambda } = eventFor(operation, sent);
    const served = functions[`${operation.method} ${operation.path}`];
    if (served === undefined) throw new Error(`No function serves ${id}`);
    const { statusCode = 0, body = '' } = await served.handler(event, lambda);
    return { status: statusCode, body: body === '' ? {} : JSON.parse(body) };
  };
  return {
    context,
    identity,
    call,
    async done(id, sent) {
      const { status, body } = await call(id, sent);
      if (status >= 300) throw new Error(`${id}: ${status} ${JSON.stringify(body)}`);
      return body;
    },
  };
}

/** An environment for machines only: its gates and its key, as creating it would have written them. */
export async function anEnvironment(
  { table, clock }: Pick<Context, 'table' | 'clock'>,
  limit: number,
): Promise<{ readonly id: EnvironmentId; readonly key: string; readonly account: AccountId }> {
  const account = newId<AccountId>('acc', clock);
  const { environment, secret, writes } = newEnvironment(
    { accountId: account, name: 'bench', maxConcurrentCalls: limit },
    { createdBy: '00000000-0000-0000-0000-000000000000' },
    clock,
  );
  await transact(table, writes);
  return { id: environment.id, key: secret, account };
}
