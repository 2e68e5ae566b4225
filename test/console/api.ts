import type { Berth } from './berth.ts';

type Line = `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`;

/** A request that must succeed. @param body JSON, or a text as CSV */
export async function call<Answer = Record<string, unknown>>(
  { origin }: Pick<Berth, 'origin'>,
  token: string,
  line: Line,
  body?: unknown,
): Promise<Answer> {
  const [method = '', path = ''] = line.split(' ');
  const isText = typeof body === 'string';
  const response = await fetch(origin + path, {
    method,
    headers: {
      ...(token !== '' && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': isText ? 'text/csv' : 'application/json' }),
    },
    ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${line}: ${response.status} ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as Answer;
}

/** A person with a token, who gets a password with the sign-up in a browser. */
export interface Person {
  readonly name: string;
  readonly email: string;
  /** A request of theirs that must succeed. */
  call<Answer = Record<string, unknown>>(line: Line, body?: unknown): Promise<Answer>;
}

/** The person with this token. */
export const personOf = (
  berth: Pick<Berth, 'origin'>,
  { name, email }: Pick<Person, 'name' | 'email'>,
  token: string,
): Person => ({
  name,
  email,
  call: async (line, body) => call(berth, token, line, body),
});

/** The person with this address. */
export async function personAt(berth: Berth, person: Pick<Person, 'name' | 'email'>): Promise<Person> {
  const { email } = person;
  const { accessToken } = await call<{ accessToken: string }>(berth, '', 'POST /_local/tokens', { email });
  return personOf(berth, person, accessToken);
}

let people = 0;

/** A new person. */
export async function aPerson(berth: Berth, name: string): Promise<Person> {
  people += 1;
  // Until the sign-up the name is the local part of the address.
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@${process.pid}-${people}.example.com`;
  return personAt(berth, { name, email });
}

export interface Environment {
  readonly id: string;
  readonly name: string;
}

/** A person's own account, with its environment `default` (20 of 40) and others. */
export interface Account<Name extends string = string> {
  readonly id: string;
  readonly name: string;
  readonly path: `/v1/accounts/${string}`;
  readonly admin: Person;
  readonly environments: Readonly<Record<Name, Environment & { readonly secret: string }>>;
}

/** @param environments the Max Concurrent Calls of each besides `default`, or the whole body */
export async function anAccount<Name extends string = never>(
  admin: Person,
  environments: Readonly<Record<Name, number | Limits>> = {} as never,
  name = 'Acme',
): Promise<Account<Name>> {
  const { id } = await admin.call<{ id: string }>('POST /v1/accounts', { name });
  const path = `/v1/accounts/${id}` as const;
  const made: Partial<Record<Name, Environment & { secret: string }>> = {};
  for (const environmentName of Object.keys(environments) as Name[]) {
    const wanted: number | Limits = environments[environmentName];
    const settings = typeof wanted === 'number' ? { maxConcurrentCalls: wanted } : wanted;
    const body = { name: environmentName, ...settings };
    const { environment, apiKey } = await admin.call<Created>(`POST ${path}/environments`, body);
    made[environmentName] = { ...environment, secret: apiKey.secret };
  }
  return { id, name, path, admin, environments: made as Account<Name>['environments'] };
}

interface Limits {
  readonly maxConcurrentCalls: number;
  readonly hidden?: boolean;
  readonly critical?: boolean;
}

interface Created {
  readonly environment: Environment;
  readonly apiKey: { readonly secret: string };
}

/** Invites a person and accepts in their name. */
export async function join(
  { path, admin }: Pick<Account, 'path' | 'admin'>,
  person: Person,
  role: 'admin' | 'member',
): Promise<void> {
  await admin.call(`POST ${path}/invitations`, { email: person.email, role });
  const link = await invitationLink(admin, person.email);
  await person.call('POST /v1/invitations/accept', { token: link.split('#token=')[1] });
}

/** From the public mailbox of the laptop, where the invited person finds it. */
export async function invitationLink(reader: Person, email: string): Promise<string> {
  const { items } = await reader.call<{ items: { links: string[] }[] }>(
    `GET /_local/mail?to=${encodeURIComponent(email)}`,
  );
  const link = items.flatMap(({ links }) => links).find((candidate) => candidate.includes('#token='));
  if (link === undefined) throw new Error(`No invitation was mailed to ${email}`);
  return link;
}

let numbers = 0;

/** A new telephone number, from a range that is reserved for films. */
export function aNumber(): string {
  numbers += 1;
  return `+4930231250${String(numbers).padStart(2, '0')}`;
}

/** A campaign in an environment, with its agent and its number. */
export async function aCampaign(
  { path, admin }: Pick<Account, 'path' | 'admin'>,
  environmentId: string,
): Promise<{ readonly campaignId: string; readonly agentId: string; readonly e164: string }> {
  const e164 = aNumber();
  const make = async (what: string, body: object) =>
    (await admin.call<{ id: string }>(`POST ${path}/environments/${environmentId}/${what}`, body)).id;
  const agentId = await make('agents', { name: 'Front desk' });
  const numberId = await make('numbers', { e164, label: 'Main line', inboundAgentId: agentId });
  const campaignId = await make('campaigns', { name: 'Spring offer', agentId, numberId });
  return { campaignId, agentId, e164 };
}
