// Part of npm run test:clients: Berth's own clients.
import { typescriptPackage } from './packages.ts';
import { aScene } from './scene.ts';

/** @throws Error with what went wrong */
export async function ownClients(origin: string): Promise<void> {
  await typescriptPackage(await aScene(origin, 3));
  console.log(
    'berth-client (TypeScript): packs, installs into an empty folder, and its examples and its command run.',
  );
}
