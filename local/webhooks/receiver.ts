import type { IncomingHttpHeaders } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { EnvironmentId } from '../../lib/api/schemas/ids.ts';
import type { Context } from '../../lib/context.ts';
import type { WebhookTools } from '../../lib/webhooks/use-case.ts';
import { signingSecrets } from '../../lib/webhooks/secret.ts';
import { readWebhooks } from '../../lib/webhooks/webhook.ts';

/** Where it listens. */
export const RECEIVER = '/_local/receiver';

/** A delivery as it arrived. */
export interface Received {
  /** When it arrived: ISO 8601. */
  readonly at: string;
  /** The same when the event is sent again. */
  readonly id: string;
  readonly type: string;
  readonly body: string;
  /** Whether the signature is that of a webhook with the receiver's URL. */
  readonly verified: boolean;
}

/** A server that receives deliveries, to try webhooks with. */
export interface Receiver {
  /** @returns whether the signature was right */
  receive(headers: IncomingHttpHeaders, body: string): Promise<boolean>;
  /** The last deliveries, the newest first. */
  received(): readonly Received[];
}

const MAX_KEPT = 100;

/**
 * It verifies as a receiver of one's own would, with the public library. Such a receiver gets its secret when the
 * webhook is created; this one reads the secrets of all webhooks of the environment with its URL.
 */
export function localReceiver({
  table,
  webhookKey,
  clock,
}: Pick<Context, 'table' | 'clock'> & Pick<WebhookTools, 'webhookKey'>): Receiver {
  let kept: readonly Received[] = [];

  async function secretsOf(body: string): Promise<string[]> {
    const environment = EnvironmentId.safeParse(member(body, 'environmentId'));
    if (!environment.success) return [];
    const webhooks = await readWebhooks(table, environment.data);
    return webhooks
      .filter(({ url }) => new URL(url).pathname === RECEIVER)
      .flatMap((webhook) => signingSecrets(webhook, webhookKey(), clock.now()));
  }

  return {
    async receive(headers, body) {
      const secrets = await secretsOf(body);
      const verified = secrets.some((secret) => isSignedBy(secret, headers, body));
      const [id, type] = [String(headers['webhook-id'] ?? ''), member(body, 'type')];
      kept = [{ at: new Date().toISOString(), id, type, body, verified }, ...kept].slice(0, MAX_KEPT);
      return verified;
    },
    received: () => kept,
  };
}

function isSignedBy(secret: string, headers: IncomingHttpHeaders, body: string): boolean {
  try {
    new Webhook(secret).verify(body, headers as Record<string, string>);
    return true;
  } catch {
    return false;
  }
}

/** A member of a JSON object that is a text; empty for anything else. */
function member(body: string, name: string): string {
  try {
    const value = (JSON.parse(body) as Readonly<Record<string, unknown>> | null)?.[name];
    return typeof value === 'string' ? value : '';
  } catch {
    return '';
  }
}
