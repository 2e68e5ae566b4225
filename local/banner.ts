import type { Berth } from './berth.ts';
import { callApi, Refused } from './client.ts';
import { demoData } from './demo.ts';
import { demoLogins, demoPeople } from './demo-people.ts';
import { DEFAULT_PORT } from './port.ts';

/**
 * The text that is printed once everything runs: the addresses and, with demo data, who can sign in and what to try.
 */
export async function banner(berth: Berth, { empty }: { empty: boolean }): Promise<string> {
  const { origin, dataDirectory, database } = berth;
  const places = [
    ['Console', `${origin}/`],
    ['API', `${origin}/v1`],
    ['API reference', `${origin}/api-reference/`],
    ['OpenAPI', `${origin}/openapi.json`],
    ['Mailbox', `${origin}/_local/mailbox`],
    ['Webhooks', `${origin}/_local/webhooks`],
    ['Data', dataDirectory ?? 'in memory: lost when Berth stops'],
    [
      'Database',
      `port ${new URL(database.endpoint).port}, without a password, ${database.isPrivate ? 'for this machine only' : 'on every address of this machine'}`,
    ],
  ] as const;
  const lines = [
    'Berth is running.',
    '',
    ...places.map(([name, place]) => row(name, place)),
    ...(empty ? [] : ['', ...(await demoLines(berth))]),
  ];
  return lines.map((line) => (line === '' ? '' : `  ${line}`)).join('\n');
}

const row = (name: string, value: string): string => `${name.padEnd(15)}${value}`;

async function demoLines(berth: Berth): Promise<string[]> {
  const { origin } = berth;
  const { apiKey, environmentName } = await demoData(berth);
  const key = await statusOf(origin, apiKey);
  return [
    ...demoLogins.people.map(({ email, role }) => row(role, `${email}  ${demoLogins.password}`)),
    row('API key', key === 401 ? 'rotated since the first start' : `${apiKey}  (${environmentName})`),
    '',
    ...(key === 200
      ? ['Start a call:', '', `curl -X POST ${origin}/v1/calls -H 'Authorization: Bearer ${apiKey}'`]
      : ['As the Admin:', '', `curl ${origin}/v1/me -H "Authorization: Bearer $(${tokenCommand(origin)})"`]),
  ];
}

function tokenCommand(origin: string): string {
  const { port } = new URL(origin);
  const flag = Number(port) === DEFAULT_PORT ? '' : ` --port ${port}`;
  return `npm run --silent token -- ${demoPeople.admin.email}${flag}`;
}

/** The status for the key's environment: 200 while the key is valid, otherwise 401. */
async function statusOf(origin: string, apiKey: string): Promise<number> {
  try {
    await callApi(origin, { path: '/v1/environment', credential: apiKey });
    return 200;
  } catch (thrown) {
    if (thrown instanceof Refused) return thrown.status;
    throw thrown;
  }
}
