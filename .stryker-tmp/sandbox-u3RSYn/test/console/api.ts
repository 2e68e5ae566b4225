import type { Berth } from './berth.ts';

/** A request that has to succeed. */
export async function call<Answer = Record<string, unknown>>(
  { origin }: Pick<Berth, 'origin'>,
  token: string,
  line: `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`,
  body?: unknown,
): Promise<Answer> {
  const [method = '', path = ''] = line.split(' ');
  const response = await fetch(origin + path, {
    method,
    headers: {
      ...(token !== '' && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${line}: ${response.status} ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as Answer;
}

/** Somebody with a token, and without a password yet: that comes with the sign-up in a browser. */
export interface Person {
  readonly name: string;
  readonly email: string;
  readonly token: string;
}

let people = 0;

/** A person that nobody has met before. */
export async function aPerson(berth: Berth, name = 'Ada Admin'): Promise<Person> {
  people += 1;
  // The local part alone makes the name until there is a sign-up.
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@${process.pid}-${people}.example.com`;
  const { accessToken } = await call<{ accessToken: string }>(berth, '', 'POST /_local/tokens', { email });
  return { name, email, token: accessToken };
}

export interface Environment {
  readonly id: string;
  readonly name: string;
}

/** An account of a person's own, with its environment `default` (20 of 40) and any others. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly path: `/v1/accounts/${string}`;
  readonly environments: Readonly<Record<string, Environment & { readonly secret: string }>>;
}

export async function anAccount(
  berth: Berth,
  { token }: Person,
  {
    name = 'Acme',
    environments = {},
  }: { name?: string; environments?: Record<string, { maxConcurrentCalls: number; hidden?: boolean }> } = {},
): Promise<Account> {
  const { id } = await call<{ id: string }>(berth, token, 'POST /v1/accounts', { name });
  const path = `/v1/accounts/${id}` as const;
  const made: Record<string, Environment & { secret: string }> = {};
  for (const [environmentName, settings] of Object.entries(environments)) {
    const { environment, apiKey } = await call<{ environment: Environment; apiKey: { secret: string } }>(
      berth,
      token,
      `POST ${path}/environments`,
      { name: environmentName, ...settings },
    );
    made[environmentName] = { ...environment, secret: apiKey.secret };
  }
  return { id, name, path, environments: made };
}

/** One of the environments that an account was made with. */
export function environmentIn({ environments }: Account, name: string): Environment & { secret: string } {
  const found = environments[name];
  if (found === undefined) throw new Error(`The account was made without ${name}`);
  return found;
}

/** Invites a person and accepts in their name. */
export async function join(
  berth: Berth,
  admin: Person,
  account: Account,
  person: Person,
  role: 'admin' | 'member',
): Promise<void> {
  await call(berth, admin.token, `POST ${account.path}/invitations`, { email: person.email, role });
  const link = await invitationLink(berth, person.email);
  await call(berth, person.token, 'POST /v1/invitations/accept', { token: link.split('#token=')[1] });
}

/** From the mailbox, where the invited person finds it. */
export async function invitationLink(berth: Berth, email: string): Promise<string> {
  const { items } = await call<{ items: { links: string[] }[] }>(
    berth,
    '',
    `GET /_local/mail?to=${encodeURIComponent(email)}`,
  );
  const link = items.flatMap(({ links }) => links).find((candidate) => candidate.includes('#token='));
  if (link === undefined) throw new Error(`No invitation was mailed to ${email}`);
  return link;
}

let numbers = 0;

/** A telephone number that nobody has yet: of a range that is kept for films. */
export function aNumber(): string {
  numbers += 1;
  return `+4930231250${String(numbers).padStart(2, '0')}`;
}

/** A campaign, with its agent and its number, in an environment. */
export async function aCampaign(
  berth: Berth,
  { token }: Person,
  account: Account,
  environmentId: string,
): Promise<{ readonly campaignId: string; readonly agentId: string; readonly e164: string }> {
  const path = `${account.path}/environments/${environmentId}` as const;
  const e164 = aNumber();
  const make = async (what: string, body: object) =>
    (await call<{ id: string }>(berth, token, `POST ${path}/${what}`, body)).id;
  const agentId = await make('agents', { name: 'Front desk' });
  const numberId = await make('numbers', { e164, label: 'Main line', inboundAgentId: agentId });
  const campaignId = await make('campaigns', { name: 'Spring offer', agentId, numberId });
  return { campaignId, agentId, e164 };
}
