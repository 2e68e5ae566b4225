import type { CallReferences } from '../../lib/api/schemas/call.ts';
import type { EnvironmentId } from '../../lib/api/schemas/ids.ts';
import { notePeak, noteRefused } from '../../lib/history/usage.ts';
import type { Berth } from '../../local/berth.ts';
import { demoPeople } from '../../local/demo-people.ts';
import { demoData } from '../../local/demo.ts';
import { call, invitationLink, join, personOf, type Environment } from './api.ts';
import { pastCalls } from './past-calls.ts';

export interface Scene {
  /** The link in a person's open invitation. */
  readonly invitation: string;
  readonly invited: { readonly email: string; readonly name: string };
}

/** The demo data, with running calls, a day of past ones, users who join and leave, and a trail of it all. */
export async function aBusyDay(berth: Berth): Promise<Scene> {
  const { context, identity } = berth;
  const { accountId, apiKey } = await demoData(berth);
  const { accessToken: token } = await identity.issueToken({ email: demoPeople.admin.email });
  const path = `/v1/accounts/${accountId}` as const;
  const { items } = await call<{ items: Environment[] }>(berth, token, `GET ${path}/environments`);
  const idOf = (name: string) => items.find((environment) => environment.name === name)?.id as EnvironmentId;

  const peaks = [3, 2, 2, 1, 0, 0, 1, 2, 4, 7, 9, 12, 14, 15, 15, 13, 12, 14, 15, 11, 9, 8, 6];
  const refused = new Map([
    [13, 3],
    [14, 5],
    [18, 2],
  ]);
  const hour = 3_600_000;
  const first = Date.now() - peaks.length * hour;
  for (const [index, peak] of peaks.entries()) {
    await notePeak(context.table, idOf('production'), first + index * hour, peak);
    await noteRefused(context.table, idOf('production'), first + index * hour, refused.get(index) ?? 0);
  }

  const production = `${path}/environments/${idOf('production')}` as const;
  const { campaigns, answered } = await resources(berth, token, production);
  await pastCalls(berth, idOf('production'), { perDay: 60, of: [...campaigns, answered] });
  await pastCalls(berth, idOf('default'), { perDay: 24, of: [{}] });
  await call(berth, token, `PATCH ${production}`, { reservedInboundCalls: 4 });
  const rotated = await call<{ secret: string }>(
    berth,
    token,
    `POST ${path}/environments/${idOf('default')}/api-keys/rotate`,
    { graceSeconds: 3600 },
  );
  const [campaign] = campaigns;
  const running: [secret: string, calls: number, inbound: object, outbound: object][] = [
    [rotated.secret, 6, {}, {}],
    [apiKey, 9, answered, { campaignId: campaign?.campaignId }],
  ];
  for (const [secret, calls, inbound, outbound] of running) {
    for (let index = 0; index < calls; index += 1) {
      await call(berth, secret, 'POST /v1/calls', {
        id: `call-${(7919 * (index + 3)).toString(16)}`,
        ...(index % 3 === 0 ? { direction: 'inbound', ...inbound } : { direction: 'outbound', ...outbound }),
        leaseSeconds: 300 + 40 * index,
      });
    }
  }

  const admin = personOf(berth, demoPeople.admin, token);
  const grace = { name: 'Grace Hopper', email: 'grace@example.com' };
  await identity.upsertPerson(grace);
  const { accessToken: hers } = await identity.issueToken(grace);
  await join({ path, admin }, personOf(berth, grace, hers), 'admin');
  await call(berth, hers, `PATCH ${path}/environments/${idOf('staging')}`, { maxConcurrentCalls: 3 });
  await call(berth, hers, `POST ${path}/environments`, { name: 'load-test', maxConcurrentCalls: 1 });
  await call(berth, token, `POST ${path}/concurrency/reallocations`, {
    changes: [
      { environmentId: idOf('default'), maxConcurrentCalls: 18 },
      { environmentId: idOf('production'), maxConcurrentCalls: 16 },
    ],
  });
  await serviceAccounts(berth, token, path);
  const invited = { email: 'alan@example.com', name: 'Alan Turing' };
  await call(berth, token, `POST ${path}/invitations`, { email: invited.email, role: 'member' });
  return { invitation: await invitationLink(admin, invited.email), invited };
}

/** Software that manages the account: one service account in use, one about to expire, one unused. */
async function serviceAccounts(berth: Berth, token: string, path: `/v1/${string}`): Promise<void> {
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
  const made = [
    { name: 'GitHub Actions', role: 'admin', expiresAt: inDays(200), isUsed: true },
    { name: 'Limits at night', role: 'admin', expiresAt: inDays(9), isUsed: true },
    { name: 'Grafana', role: 'member', expiresAt: null, isUsed: false },
  ];
  for (const { isUsed, ...body } of made) {
    const { secret } = await call<{ secret: string }>(berth, token, `POST ${path}/service-accounts`, body);
    if (isUsed) await call(berth, secret, `GET ${path}/environments`);
  }
}

/** More resources in an environment, beside the demo data, for calls to refer to. */
async function resources(
  berth: Berth,
  token: string,
  path: `/v1/${string}`,
): Promise<{ readonly campaigns: readonly CallReferences[]; readonly answered: CallReferences }> {
  const make = async (what: string, body: object) =>
    (await call<{ id: string }>(berth, token, `POST ${path}/${what}`, body)).id;
  const reminders = await make('agents', {
    name: 'Reminders',
    description: 'Tells people of what they have booked',
    language: 'en-GB',
    voice: 'sage',
    greeting: 'Hello, this is Acme. I am calling about your appointment.',
    prompt: [
      'You call people who have an appointment with Acme.',
      '',
      '1. Say who you are, and that you are a machine.',
      '2. Tell them the day and the time, and ask whether they will come.',
      '3. If they will not, offer the next two free times.',
      '',
      'Never speak of anything else. If somebody asks not to be called again, say that you will see to it, and end the call.',
    ].join('\n'),
  });
  const survey = await make('agents', {
    name: 'Zufriedenheit',
    description: 'Three questions after a repair',
    language: 'de-DE',
    voice: 'verse',
  });
  const london = await make('numbers', { e164: '+442079460018', label: 'Appointments' });
  const berlin = await make('numbers', {
    e164: '+493023125022',
    label: 'Service Berlin',
    inboundAgentId: survey,
  });
  await call(berth, token, `PATCH ${path}/settings`, {
    timezone: 'Europe/Berlin',
    defaultAgentId: reminders,
  });
  const campaigns = [
    { name: 'Appointments this week', agentId: reminders, numberId: london, maxConcurrentCalls: 8 },
    { name: 'After the repair', agentId: survey, numberId: berlin },
  ];
  const made: CallReferences[] = [];
  for (const campaign of campaigns) {
    const id = await make('campaigns', campaign);
    await call(berth, token, `PATCH ${path}/campaigns/${id}`, { status: 'running' });
    if (campaign.agentId === survey)
      await call(berth, token, `PATCH ${path}/campaigns/${id}`, { status: 'paused' });
    const { agentId, numberId } = campaign;
    made.push({ agentId, numberId, campaignId: id } as CallReferences);
  }
  return { campaigns: made, answered: { agentId: survey, numberId: berlin } as CallReferences };
}
