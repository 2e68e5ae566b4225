// npm run --silent token -- EMAIL [--port 4000]: prints an access token of a running Berth, and nothing else.
import { parseArgs } from 'node:util';
import { portOf } from './port.ts';

try {
  const { values, positionals } = parseArgs({
    options: { port: { type: 'string' } },
    allowPositionals: true,
  });
  const [email] = positionals;
  if (email === undefined) throw new Error('Name the user: npm run --silent token -- EMAIL [--port N]');
  console.log(await tokenFor(email, portOf(values.port)));
} catch (thrown) {
  console.error(thrown instanceof Error ? thrown.message : thrown);
  process.exitCode = 1;
}

/** @throws Error with a sentence when nothing answers there, or the email is not valid */
async function tokenFor(email: string, port: number): Promise<string> {
  const origin = `http://127.0.0.1:${port}`;
  const response = await fetch(`${origin}/_local/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email }),
  }).catch((cause: unknown) => {
    throw new Error(
      `Nothing answers at ${origin}. Start Berth first (npm start), or give its port with --port.`,
      { cause },
    );
  });
  if (response.status === 503) throw new Error('Berth is still starting. Try again in a few seconds.');
  const answer = (await response.json()) as {
    accessToken?: string;
    errors?: { message: string }[];
    title?: string;
  };
  if (answer.accessToken === undefined) {
    throw new Error(
      `No token for ${email}: ${answer.errors?.[0]?.message ?? answer.title ?? response.status}`,
    );
  }
  return answer.accessToken;
}
