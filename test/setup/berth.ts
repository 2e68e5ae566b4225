import { randomUUID } from 'node:crypto';
import type { AccountId, EnvironmentId } from '../../lib/api/schemas/ids.ts';
import { newMembership } from '../../lib/members/new-membership.ts';
import { peopleOf } from '../../lib/auth/people.ts';
import { createTable } from '../../lib/table/create.ts';
import { keys } from '../../lib/table/keys.ts';
import { openTable, type Item } from '../../lib/table/table.ts';
import { transact } from '../../lib/table/transact.ts';
import type { DeliveryMessage } from '../../lib/deliveries/delivery.ts';
import type { WebhookTools } from '../../lib/webhooks/use-case.ts';
import type { Context } from '../../lib/context.ts';
import { apiFunctions } from '../../local/functions.ts';
import { apiGateway } from '../../local/gateway/api-gateway.ts';
import { createIdentity, type Identity } from '../../local/identity/identity.ts';
import type { TokenRequest } from '../../local/identity/token-issuer.ts';
import { listen } from '../../local/listen.ts';
import type { FunctionName } from '../../cdk/functions.ts';
import { allItems } from '../reliability/table-copy.ts';
import { asFunction } from './as-function.ts';
import { clientOf, type Client } from './client.ts';
import { contextOf, settings as usualSettings } from '../../bench/world/context.ts';
import type { MovableClock } from '../../bench/world/clock.ts';

export interface Person {
  readonly email: string;
  readonly userId: string;
  readonly token: string;
}

export interface TestAccount {
  readonly accountId: AccountId;
  readonly admin: Person;
  /** The environment that every account starts with. */
  readonly defaultId: EnvironmentId;
}

export interface TestEnvironment {
  readonly id: EnvironmentId;
  readonly name: string;
  readonly keyId: string;
  readonly key: string;
}

export interface TestPlace extends TestEnvironment {
  readonly account: TestAccount;
  readonly of: ReturnType<typeof inEnvironment<EnvironmentId>>;
}

interface WantedEnvironment {
  name?: string;
  maxConcurrentCalls?: number;
  reservedInboundCalls?: number;
  hidden?: boolean;
  critical?: boolean;
}

/** A Berth for one test file: its handlers behind real HTTP, and a new table in the run's DynamoDB Local. */
export interface TestBerth {
  readonly origin: string;
  readonly call: Client;
  readonly context: Context & WebhookTools & { readonly clock: MovableClock };
  readonly identity: Identity;
  /** Every line that was logged. */
  readonly logged: Record<string, unknown>[];
  /** Every delivery that was put on the queue, where it stays. */
  readonly queued: DeliveryMessage[];
  aPerson(token?: Partial<TokenRequest>): Promise<Person>;
  /** An account on a plan of this many calls. Its `default` environment holds half of the 40 that it started with. */
  anAccount(options?: { plan?: number; name?: string }): Promise<TestAccount>;
  anEnvironment(account: TestAccount, wanted?: WantedEnvironment): Promise<TestEnvironment>;
  /** An environment in an account of its own, and `of` for requests about it by its Admin. */
  aPlace(wanted?: WantedEnvironment & { plan?: number }): Promise<TestPlace>;
  aMember(account: TestAccount): Promise<Person>;
  /** All items of the table, or those whose partition key begins like this. */
  items(under?: string): Promise<Item[]>;
  /** The names of the DynamoDB requests while this ran. */
  requestsOf(run: () => Promise<unknown>): Promise<string[]>;
}

/** A busy machine must not make a test fail. In milliseconds. */
const PATIENT = { connectionTimeout: 30_000, requestTimeout: 30_000 };
const DEADLINE_MS = 60_000;

export interface TestBerthOptions {
  readonly settings?: Partial<Context['settings']>;
  /** Whether its table has a stream that can be followed. */
  readonly stream?: boolean;
}

export async function aBerth({ settings = {}, stream = false }: TestBerthOptions = {}): Promise<TestBerth> {
  const table = openTable(`berth-${randomUUID()}`, {
    endpoint: process.env['DYNAMODB_ENDPOINT'] ?? '',
    requestHandler: PATIENT,
  });
  await createTable(table, { stream });
  const listener = await listen(0);
  const { origin } = listener;
  const identity = await createIdentity({ origin });
  const logged: Record<string, unknown>[] = [];
  const context = contextOf({
    table,
    people: peopleOf(identity, identity.fetcher),
    settings: { ...usualSettings, ...settings },
    groupsOf: identity.groupsOf,
    usersOf: identity.usersOf,
    log: (line: Record<string, unknown>) => void logged.push(line),
  });
  const gateway = apiGateway({
    // Each function may do what its role allows, and nothing else.
    routes: await apiFunctions(context, (name, common) => asFunction(name as FunctionName, common)),
    deadlineMs: DEADLINE_MS,
    onCrash: (thrown, name) => void logged.push({ level: 'error', message: `${name} crashed`, thrown }),
  });
  listener.answerWith((request, response) => {
    void gateway(request, response).catch((thrown: unknown) => {
      // A client that disconnects while it sends its body is not a failure of Berth.
      if (!request.errored) throw thrown;
    });
  });
  afterAll(async () => {
    await listener.close();
    table.documents.destroy();
  });

  const call = clientOf(origin);
  const aPerson: TestBerth['aPerson'] = async ({
    email = `p-${randomUUID()}@example.com`,
    ...token
  } = {}) => {
    const { accessToken, userId } = await identity.issueToken({ email, ...token });
    return { email, userId, token: accessToken };
  };
  const operator = await aPerson({ groups: ['operators'] });

  const berth: TestBerth = {
    origin,
    call,
    context,
    identity,
    logged,
    queued: context.queued,
    aPerson,

    async anAccount({ plan = 40, name = 'Acme' } = {}) {
      const admin = await aPerson();
      const created = await call('createAccount', { as: admin.token, body: { name } });
      const accountId = done(created).id;
      const params = { accountId };
      if (plan !== created.body.plan.maxConcurrentCalls) {
        const body = { name: 'Test', maxConcurrentCalls: plan };
        done(await call('setPlan', { as: operator.token, params, body }));
      }
      const { items } = done(await call('listEnvironments', { as: admin.token, params }));
      return { accountId, admin, defaultId: items[0]?.id as EnvironmentId };
    },

    async anEnvironment({ accountId, admin }, wanted = {}) {
      const body = { name: `e-${randomUUID()}`, maxConcurrentCalls: 1, ...wanted };
      const { environment, apiKey } = done(
        await call('createEnvironment', { as: admin.token, params: { accountId }, body }),
      );
      return { id: environment.id, name: environment.name, keyId: apiKey.id, key: apiKey.secret ?? '' };
    },

    async aPlace({ plan = 40, ...wanted } = {}) {
      const account = await berth.anAccount({ plan });
      const environment = await berth.anEnvironment(account, wanted);
      return { account, ...environment, of: inEnvironment(account, environment.id) };
    },

    async aMember({ accountId }) {
      const person = await aPerson();
      await transact(table, [
        ...newMembership(accountId, await context.people.identify(person.token), 'member', context.clock),
        {
          Update: {
            Key: keys.account(accountId),
            UpdateExpression: 'ADD userCount :one, seatCount :one, version :one',
            ExpressionAttributeValues: { ':one': 1 },
          },
        },
      ]);
      return person;
    },

    items: (under) => allItems(table, under),

    async requestsOf(run) {
      const seen: string[] = [];
      const name = `count-${randomUUID()}`;
      table.documents.middlewareStack.add(
        (next, { commandName }) =>
          (request) => {
            seen.push(String(commandName).replace('Command', ''));
            return next(request);
          },
        { step: 'initialize', name },
      );
      await run();
      table.documents.middlewareStack.remove(name);
      return seen;
    },
  };
  return berth;
}

/** The body of an answer that should be a success. @throws Error with the whole answer when it is a refusal */
export function done<Body>({ status, body }: { status: number; body: Body }): Body {
  if (status >= 300) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return body;
}

type Params = Readonly<Record<string, string>>;

/** The sender and the path parameters of a request by the account's Admin. @param more other path parameters */
export const asAdmin = <More extends Params = Record<never, string>>(
  { accountId, admin }: Pick<TestAccount, 'accountId' | 'admin'>,
  more: More = {} as More,
) => ({ as: admin.token, params: { accountId, ...more } });

/** The same for a request about one of the account's environments. */
export const inEnvironment = <Id extends string, More extends Params = Record<never, string>>(
  account: Pick<TestAccount, 'accountId' | 'admin'>,
  environmentId: Id,
  more: More = {} as More,
) => asAdmin(account, { environmentId, ...more });
