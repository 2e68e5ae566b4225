// Part of npm run test:clients: Berth's own clients.
import { hooks } from './hooks.ts';
import { typescriptPackage } from './packages.ts';
import { pythonPackage } from './python-package.ts';
import { runtimes } from './runtimes.ts';
import { aScene } from './scene.ts';

/** @param python with everything in requirements.txt @throws Error with what went wrong */
export async function ownClients(origin: string, python: string): Promise<void> {
  await typescriptPackage(await aScene(origin, 3));
  console.log(
    'berth-client (TypeScript): packs, installs into an empty folder, and its examples and its command run.',
  );
  console.log(`berth-client (TypeScript) works in ${await runtimes(async () => aScene(origin, 2))}.`);
  await hooks(async () => aScene(origin, 1), python);
  console.log(
    'berth-client (TypeScript, Python): OpenTelemetry hears of starts, waits, losses and ends by the READMEs’ hooks.',
  );
  const tests = await pythonPackage(python, await aScene(origin, 3));
  console.log(`berth-client (Python): builds, is typed, its examples run, and its tests: ${tests}`);
}
