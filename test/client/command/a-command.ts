import { berthCommand } from '../../../client/typescript/src/cli/command.ts';
import { done, inEnvironment, type TestAccount, type TestBerth } from '../../setup/berth.ts';
import { aTelephoneNumber } from '../../setup/resources.ts';
import { aServiceAccount } from '../../setup/service-accounts.ts';

export interface Said {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

export interface RunOptions {
  readonly secret: string;
  /** The file that the command reads, under any name. */
  readonly file?: string;
  readonly fetch?: typeof fetch;
}

/** Runs the command `berth` within this process, without pauses between tries. */
export async function run(
  { origin }: Pick<TestBerth, 'origin'>,
  words: string,
  { secret, file = '', fetch: send = fetch }: RunOptions,
): Promise<Said> {
  let output = '';
  let errors = '';
  const code = await berthCommand(words.split(' '), {
    env: { BERTH_SECRET: secret, BERTH_ORIGIN: origin },
    read: async () => file,
    say: (text) => void (output += text),
    complain: (text) => void (errors += text),
    fetch: send,
    clock: { now: () => 0, sleep: async () => {} },
  });
  return { code, output, errors };
}

/** Lets this many changing requests through, then cuts the line. `sent` has the ones that got through. */
export function cutAfter(writes: number, { isAnswerLost = false } = {}) {
  const sent: string[] = [];
  let isCut = false;
  const cut = () => {
    isCut = true;
    throw new TypeError('The line is cut.');
  };
  const send: typeof fetch = async (url, init) => {
    if (isCut) cut();
    if ((init?.method ?? 'GET') === 'GET') return fetch(url, init);
    if (sent.length === writes && !isAnswerLost) cut();
    const answer = await fetch(url, init);
    sent.push(
      `${init?.method} ${new URL(url instanceof Request ? url.url : url).pathname.split('/').slice(3).join('/')}`,
    );
    if (sent.length > writes) cut();
    return answer;
  };
  return { fetch: send, sent };
}

export interface Pipeline {
  readonly account: TestAccount;
  /** The secret of a service account with the role Admin. */
  readonly secret: string;
  /** The id of the environment `production`. */
  readonly productionId: string;
  readonly number: string;
}

/** An account whose plan of 40 is allocated: 20 to `default`, 20 to `production`, which has one of everything. */
export async function aPipeline(berth: TestBerth, number = aTelephoneNumber()): Promise<Pipeline> {
  const { call } = berth;
  const account = await berth.anAccount();
  const { secret } = await aServiceAccount(berth, account, { role: 'admin' });
  const { id: productionId, key } = await berth.anEnvironment(account, {
    name: 'production',
    maxConcurrentCalls: 20,
  });
  const agent = async (name: string) =>
    done(await call('createAgent', { as: key, body: { name, prompt: 'You are kind.\r\n\tAlways.\n' } })).id;
  const agentId = await agent('Front desk');
  await agent('Spare');
  const { id: numberId } = done(await call('createNumber', { as: key, body: { e164: number } }));
  const { id: campaignId } = done(
    await call('createCampaign', { as: key, body: { name: 'Spring offer', agentId, numberId } }),
  );
  const contacts = [{ e164: '+14155550101' }];
  done(await call('replaceContacts', { as: key, params: { campaignId }, body: contacts }));
  done(await call('editSettings', { as: key, body: { defaultAgentId: agentId } }));
  const body = { url: 'https://example.com/berth', events: ['call.started' as const, 'call.ended' as const] };
  done(await call('createWebhook', { ...inEnvironment(account, productionId), body }));
  return { account, secret, productionId, number };
}
