import { existsSync } from 'node:fs';
import { timeoutOf } from '../cdk/functions.ts';
import { routes } from '../lib/api/index.ts';
import type { Handler } from '../lib/http/event.ts';
import type { WebhookTools } from '../lib/webhooks/use-case.ts';
import type { Context } from '../lib/context.ts';
import type { ApiFunction } from './gateway/api-gateway.ts';

/**
 * The functions of the API by route key: the functions of the route table, and the one for all other requests.
 * @param contextOf gives each function a context of its own
 */
export async function apiFunctions(
  context: Context & WebhookTools,
  contextOf = (_name: string, common: Context & WebhookTools): Context & WebhookTools => common,
): Promise<Record<string, ApiFunction>> {
  const names = [...new Set(routes.map(({ group }) => group)), 'fallback' as const];
  const loaded = new Map<string, ApiFunction>();
  for (const name of names) {
    const file = new URL(`../functions/${name}.ts`, import.meta.url);
    if (!existsSync(file)) continue;
    const { serve } = (await import(file.href)) as { serve: (context: Context & WebhookTools) => Handler };
    loaded.set(name, {
      name,
      handler: serve(contextOf(name, context)),
      deadlineMs: timeoutOf(name) * 1000,
    });
  }
  const functionOf = new Map([
    ...routes.map(({ method, path, group }) => [`${method} ${path}`, loaded.get(group)] as const),
    ['$default', loaded.get('fallback')] as const,
  ]);
  return Object.fromEntries([...functionOf].flatMap(([key, served]) => (served ? [[key, served]] : [])));
}
