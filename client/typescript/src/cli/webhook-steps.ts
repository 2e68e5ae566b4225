import { difference, isEmpty, matched, told } from './difference.ts';
import type { WebhookEntry } from './entries.ts';
import type { Sheet, Target } from './sheet.ts';

/** A webhook is identified by its URL. */
export function webhookSteps(target: Target, { account, steps, leftAlone }: Sheet): void {
  const { berth, accountId } = account;
  const { entry, standing } = target;
  const of = () => ({ accountId, environmentId: target.id });
  const { pairs, rest } = matched(entry.webhooks ?? [], standing?.webhooks ?? [], ({ url }) => url);
  for (const { wanted, kept } of pairs) {
    if (kept === undefined) {
      const { enabled = true, ...body } = wanted;
      steps.push({
        says: `create  webhook ${wanted.url} of ${entry.name}${enabled ? '' : ', disabled'}; rotate its signing secret to see one`,
        async run() {
          const { id } = await berth.createWebhook({ ...of(), body });
          if (!enabled) await berth.editWebhook({ ...of(), webhookId: id, body: { enabled } });
        },
      });
      continue;
    }
    const body = difference<WebhookEntry>(wanted, kept.entry);
    if (!isEmpty(body))
      steps.push({
        says: `change  webhook ${wanted.url} of ${entry.name}: ${told<WebhookEntry>(body, kept.entry)}`,
        run: () => berth.editWebhook({ ...of(), webhookId: kept.id, body }),
      });
  }
  if (rest.length > 0)
    leftAlone.push(`webhooks of ${entry.name}: ${rest.map((one) => one.entry.url).join(', ')}`);
}
