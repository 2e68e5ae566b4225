import { managementClient } from '../management/index.ts';
import { apply } from './apply.ts';
import { only } from './entries.ts';
import { writeFile } from './file.ts';
import { optionsIn, USAGE, type Options } from './options.ts';
import { findEnvironment } from './environment-named.ts';
import { reasonOf } from './refusal.ts';
import { entryOf, environmentsOf, standingOf, type Account } from './standing.ts';
import type { World } from './world.ts';

/** @returns the exit code: 0, or 1 when the command was not done, or only in part */
export async function berthCommand(words: readonly string[], world: World): Promise<0 | 1> {
  try {
    const options = optionsIn(words, world.env);
    if (options.command === 'help') world.say(USAGE);
    else if (options.command === 'export') world.say(await exported(options, world));
    else await apply(options, accountOf(options, world), world);
    return 0;
  } catch (thrown) {
    world.complain(`${reasonOf(thrown)}\n`);
    return 1;
  }
}

async function exported(options: Options, world: World): Promise<string> {
  const account = accountOf(options, world);
  const standing = (await environmentsOf(account)).filter(({ status }) => status === 'active');
  const { environment: named } = options;
  const chosen = named === undefined ? standing : [findEnvironment(named, standing)];
  const environments = [];
  for (const environment of chosen)
    environments.push(only(options.sections, entryOf(await standingOf(account, environment))));
  return writeFile({ environments }, options);
}

/** The secret of a service account contains its account. */
function accountOf({ origin, secret }: Options, { fetch, clock }: World): Account {
  const accountId = `acc_${secret.split('_')[1]}`;
  const berth = managementClient({ origin, token: secret, ...(fetch && { fetch }), ...(clock && { clock }) });
  return { berth, accountId };
}
