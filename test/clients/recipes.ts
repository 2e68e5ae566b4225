// Part of npm run test:clients: each recipe runs as its README says, with a stand-in for services that cannot run here.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../../local/dynamodb/run.ts';
import { livekitRecipe } from './livekit.ts';
import { program } from './program.ts';
import { aScene } from './scene.ts';
import { twilioRecipe } from './twilio.ts';

const at = (path: string) => fileURLToPath(new URL(`../../client/${path}`, import.meta.url));

/** @param python with everything in requirements.txt @throws Error with what went wrong */
export async function recipes(origin: string, python: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'berth-recipes-'));
  try {
    await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
    await run('npm', ['install', '--no-audit', '--no-fund', at('typescript')], { cwd: folder });
    await twilioRecipe(await aScene(origin, 2), (env) =>
      program(folder, at('recipes/twilio/twilio.ts'), env),
    );
    console.log('Recipe Twilio: a signed webhook takes a slot, the status callback gives it back.');
    await livekitRecipe(await aScene(origin, 1), python);
    console.log(
      'Recipe LiveKit: a job takes a slot or is rejected, its process keeps the slot and gives it back.',
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
