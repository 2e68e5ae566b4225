// Part of npm run test:clients: the recipe for LiveKit, type-checked and running, with a stand-in for livekit-agents.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../../local/dynamodb/run.ts';
import type { Scene } from './scene.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const CLIENT = at('../../client/python');
const RECIPE = at('../../client/recipes/livekit');
const STAND_INS = at('.');

/** @param python with everything in requirements.txt @param scene with one slot @throws Error with what went wrong */
export async function livekitRecipe({ origin, key }: Scene, python: string): Promise<void> {
  const cache = await mkdtemp(join(tmpdir(), 'berth-livekit-'));
  const path = [RECIPE, STAND_INS, join(CLIENT, 'src')].join(delimiter);
  const env = {
    ...process.env,
    PYTHONPATH: path,
    MYPYPATH: path,
    PYTHONDONTWRITEBYTECODE: '1',
    BERTH_ORIGIN: origin,
    BERTH_API_KEY: key,
  };
  const files = [join(RECIPE, 'agent.py'), at('livekit_jobs.py'), at('livekit/agents.py')];
  const python3 = (...args: string[]) => run(python, ['-m', ...args], { cwd: cache, env });
  try {
    await python3('mypy', '--strict', '--explicit-package-bases', '--cache-dir', cache, ...files);
    for (const words of [['check'], ['format', '--check']])
      await python3('ruff', ...words, '--no-cache', '--config', join(CLIENT, 'pyproject.toml'), ...files);
    await run(python, [at('livekit_jobs.py')], { cwd: cache, env });
  } finally {
    await rm(cache, { recursive: true, force: true });
  }
}
