import { parseArgs } from 'node:util';
import { sections, type Section } from './entries.ts';
import { Refusal } from './refusal.ts';

export const USAGE = `berth export [--environment NAME] [--only PARTS] [--json] > berth.yaml
berth apply  [--environment NAME] [--only PARTS] [--dry-run] FILE

The environments of an account as a file: YAML, or JSON with --json. FILE may be - for the standard input.
apply shows what differs, then creates and changes it. It deletes nothing.

  --environment NAME  One environment. apply also takes the file of another one: it then copies the agents
                      alone, or the parts that --only names.
  --only PARTS        Some of ${sections.join(', ')}, separated by commas.
                      "environment" is its limit, reserved slots, hidden and paused.
  --dry-run           Only shows what differs. The role Member is enough for that.
  --origin URL        The URL of Berth, for example https://berth.example.com; default: BERTH_ORIGIN.

BERTH_SECRET is the secret of a service account: bsa_…
`;

export interface Options {
  readonly command: 'export' | 'apply' | 'help';
  readonly origin: string;
  readonly secret: string;
  readonly environment: string | undefined;
  readonly sections: readonly Section[];
  /** Whether the parts were chosen explicitly. */
  readonly areChosen: boolean;
  readonly json: boolean;
  readonly dryRun: boolean;
  readonly file: string;
}

const SECRET = /^bsa_[0-9A-HJKMNP-TV-Z]{26}_/;

/** @throws Refusal */
export function optionsIn(
  words: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Options {
  const { values, positionals } = parsed(words);
  const [command, file = '', ...more] = positionals;
  const { environment, json = false, 'dry-run': dryRun = false } = values;
  const common = { environment, json, dryRun, file, ...chosen(values.only) };
  if (values.help === true || command === 'help')
    return { ...common, command: 'help', origin: '', secret: '' };
  if (command !== 'export' && command !== 'apply') throw misused('Name a command: export or apply.');
  if (command === 'apply' && file === '') throw misused('Name the file to apply.');
  if (more.length > 0 || (command === 'export' && file !== ''))
    throw misused(`Too many arguments: ${positionals.slice(1).join(' ')}`);
  if (command === 'export' && dryRun) throw misused('--dry-run works with apply only.');
  if (command === 'apply' && json) throw misused('--json works with export only: apply reads both formats.');
  return {
    ...common,
    command,
    origin: originIn(values.origin ?? env['BERTH_ORIGIN']),
    secret: secretIn(env),
  };
}

const misused = (message: string) => new Refusal(`${message}\n\n${USAGE.trimEnd()}`);

function parsed(words: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const options = {
    environment: text,
    only: text,
    origin: text,
    json: flag,
    'dry-run': flag,
    help: { ...flag, short: 'h' },
  };
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true });
  } catch (thrown) {
    throw misused((thrown as Error).message);
  }
}

function chosen(list: string | undefined): Pick<Options, 'sections' | 'areChosen'> {
  if (list === undefined) return { sections, areChosen: false };
  const parts = list.split(',').map((part) => part.trim());
  const unknown = parts.find((part) => !sections.includes(part as Section));
  if (unknown !== undefined)
    throw misused(`--only takes ${sections.join(', ')}, not ${JSON.stringify(unknown)}.`);
  return { sections: parts as Section[], areChosen: true };
}

/** A secret is not sent unencrypted, except within a machine. */
function originIn(origin: string | undefined): string {
  if (!origin)
    throw new Refusal(
      'Set the URL of Berth with --origin or BERTH_ORIGIN, for example https://berth.example.com',
    );
  const { protocol, hostname } = URL.canParse(origin) ? new URL(origin) : { protocol: '', hostname: '' };
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  if (protocol === 'https:' || (protocol === 'http:' && isLocal)) return origin;
  throw new Refusal(`The origin must begin with https://, not ${JSON.stringify(origin)}`);
}

function secretIn(env: Readonly<Record<string, string | undefined>>): string {
  const secret = env['BERTH_SECRET']?.trim() ?? '';
  if (SECRET.test(secret)) return secret;
  // The message does not repeat the value: it may be another secret.
  throw new Refusal('BERTH_SECRET must be the secret of a service account: bsa_…');
}
