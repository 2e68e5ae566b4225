import { join } from 'node:path';
import type { Berth } from './berth.ts';
import { callApi } from './client.ts';
import { demoPeople } from './demo-people.ts';
import { demoResources } from './demo-resources.ts';
import { stateFile } from './identity/state-file.ts';

/** The part of the demo data that is stored between runs. */
export interface Demo {
  readonly accountId: string;
  /** A secret is shown once and cannot be read again, so it is stored here; it is for a demo on this machine only. */
  readonly apiKey: string;
  readonly environmentName: string;
}

interface Environment {
  readonly id: string;
  readonly name: string;
}

const ACCOUNT = 'Acme';
const KEY_OF = 'production';
const wanted = [
  { name: 'production', maxConcurrentCalls: 15, hidden: false },
  { name: 'staging', maxConcurrentCalls: 5, hidden: true },
];

/**
 * Creates the demo data through the API, unless it exists; later starts don't change it. A start that was interrupted
 * is continued where it stopped.
 * @throws Refused when the API refuses a request
 */
export async function demoData({ origin, identity, dataDirectory }: Berth): Promise<Demo> {
  for (const person of Object.values(demoPeople)) await identity.upsertPerson(person);
  const file = stateFile<Demo>(dataDirectory && join(dataDirectory, 'demo.json'));
  const known = await file.read();
  const credential = await tokenOf(demoPeople.admin.email);
  const { memberships } = await get<{ memberships: { accountId: string; accountName: string }[] }>('/v1/me');
  if (known !== undefined && memberships.some(({ accountId }) => accountId === known.accountId)) return known;

  const accountId =
    memberships.find(({ accountName }) => accountName === ACCOUNT)?.accountId ??
    (await post<{ id: string }>('/v1/accounts', { name: ACCOUNT })).id;
  const apiKey = await environmentsWithKey(`/v1/accounts/${accountId}/environments`);
  await member(accountId);
  await demoResources(origin, apiKey);
  const demo = { accountId, apiKey, environmentName: KEY_OF };
  await file.write(() => demo);
  return demo;

  /** The environments, and a working key of one of them. */
  async function environmentsWithKey(path: string): Promise<string> {
    const { items } = await get<{ items: Environment[] }>(path);
    let secret: string | undefined;
    for (const environment of wanted) {
      if (items.some(({ name }) => name === environment.name)) continue;
      const created = await post<{ apiKey: { secret: string } }>(path, environment);
      if (environment.name === KEY_OF) secret = created.apiKey.secret;
    }
    if (secret !== undefined) return secret;
    const id = items.find(({ name }) => name === KEY_OF)?.id ?? '';
    const rotated = await post<{ secret: string }>(`${path}/${id}/api-keys/rotate`, {
      graceSeconds: 0,
      supersede: true,
    });
    return rotated.secret;
  }

  async function member(account: string): Promise<void> {
    const { email } = demoPeople.member;
    const path = `/v1/accounts/${account}`;
    const { items } = await get<{ items: { email: string }[] }>(`${path}/users`);
    if (items.some((user) => user.email === email)) return;
    const invitations = await get<{ items: { email: string; status: string }[] }>(`${path}/invitations`);
    const isPending = invitations.items.some(
      (invitation) => invitation.email === email && invitation.status === 'pending',
    );
    if (!isPending) await post(`${path}/invitations`, { email, role: 'member' });
    const link = await invitationLink(email);
    await callApi(origin, {
      method: 'POST',
      path: '/v1/invitations/accept',
      credential: await tokenOf(email),
      body: { token: link.split('#token=')[1] },
    });
  }

  /** The link is in the mailbox, where a person would find it. */
  async function invitationLink(email: string): Promise<string> {
    const response = await fetch(`${origin}/_local/mail?to=${encodeURIComponent(email)}`);
    const { items } = (await response.json()) as { items: { links: string[] }[] };
    const link = items.flatMap(({ links }) => links).find((candidate) => candidate.includes('#token='));
    if (link === undefined) throw new Error(`No invitation was mailed to ${email}`);
    return link;
  }

  async function tokenOf(email: string): Promise<string> {
    return (await identity.issueToken({ email })).accessToken;
  }
  async function get<Answer>(path: string): Promise<Answer> {
    return callApi<Answer>(origin, { path, credential });
  }
  async function post<Answer>(path: string, body: unknown): Promise<Answer> {
    return callApi<Answer>(origin, { method: 'POST', path, credential, body });
  }
}
