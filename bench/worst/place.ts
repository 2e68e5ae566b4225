import { randomUUID } from 'node:crypto';
import { globalRegistry } from 'zod/mini';
import { routes, type OperationId } from '../../lib/api/index.ts';
import { parametersIn, pathParameters, type Operation } from '../../lib/api/operation.ts';
import type { AccountId, EnvironmentId } from '../../lib/api/schemas/ids.ts';
import { makeApiKey } from '../../lib/auth/api-key.ts';
import { makeServiceSecret } from '../../lib/auth/service-account.ts';
import { newId } from '../../lib/clock.ts';
import type { BenchBerth } from '../world/berth.ts';

/** An operation that takes a body, and everything else that its request needs. */
export interface Place {
  readonly id: OperationId;
  readonly operation: Operation;
  readonly params: Readonly<Record<string, string>>;
  /** The credential of a caller with the right. */
  readonly live: string;
  /** An unknown credential in a form that has to be looked up. */
  readonly dead: Readonly<Record<string, string>>;
}

/** An account for each operation that takes a body, so that one does not affect the others. */
export async function places(bench: BenchBerth): Promise<Place[]> {
  const taking = routes.filter(({ body, upload }) => body !== undefined || upload !== undefined);
  const made: Place[] = [];
  for (const { id, ...operation } of taking) made.push(await aPlace(id, operation, bench));
  return made;
}

async function aPlace(id: OperationId, operation: Operation, bench: BenchBerth): Promise<Place> {
  const { clock } = bench.context;
  const person = (groups: string[]) =>
    bench.identity.issueToken({ email: `${randomUUID()}@example.com`, groups });
  const { accessToken: admin } = await person([]);
  const account = await bench.done('createAccount', { as: admin, body: { name: 'Worst' } });
  const key = account.apiKey.secret as string;
  const agent = await bench.done('createAgent', { as: key, body: { name: 'Agent' } });
  const number = await bench.done('createNumber', { as: key, body: { e164: '+14155550100' } });
  const campaign = await bench.done('createCampaign', {
    as: key,
    body: { name: 'Campaign', agentId: agent.id, numberId: number.id },
  });
  const real: Readonly<Record<string, string>> = {
    accountId: account.id,
    environmentId: account.environment.id,
    agentId: agent.id,
    numberId: number.id,
    campaignId: campaign.id,
  };
  const params = Object.fromEntries(
    parametersIn(operation.path).map((name) => [name, real[name] ?? exampleOf(name)]),
  );
  const operator = operation.caller === 'operator' ? (await person(['operators'])).accessToken : admin;
  const [header = '', claims = ''] = admin.split('.');
  return {
    id,
    operation,
    params,
    live: operation.caller === 'machine' ? key : operator,
    dead: {
      'a made-up API key': makeApiKey(real['environmentId'] as EnvironmentId, clock),
      'a made-up key of no environment': makeApiKey(newId<EnvironmentId>('env', clock), clock),
      'a made-up secret': makeServiceSecret(account.id as AccountId, clock),
      'a token that nobody signed': `${header}.${claims}.${'A'.repeat(342)}`,
      'the longest token': 'x'.repeat(8_192),
    },
  };
}

const exampleOf = (name: keyof typeof pathParameters): string =>
  String((globalRegistry.get(pathParameters[name])?.['examples'] as readonly string[] | undefined)?.[0]);
