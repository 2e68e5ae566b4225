import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve as serveDeliveries } from '../functions/deliveries.ts';
import { serve as preTokenGeneration } from '../functions/pre-token-generation.ts';
import { openApiDocument } from '../tools/openapi/document.ts';
import { peopleOf } from '../lib/auth/people.ts';
import { systemClock } from '../lib/clock.ts';
import { createTable } from '../lib/table/create.ts';
import { openTable } from '../lib/table/table.ts';
import { publicOutbound } from '../lib/deliveries/public-outbound.ts';
import type { WebhookTools } from '../lib/webhooks/use-case.ts';
import type { Context } from '../lib/context.ts';
import { takeDataDirectory } from './data-directory.ts';
import { localDeliveryQueue } from './delivery-queue.ts';
import { demoLogins } from './demo-people.ts';
import { startDynamoDbLocal, type DynamoDbLocal } from './dynamodb/index.ts';
import { apiFunctions } from './functions.ts';
import { apiGateway } from './gateway/api-gateway.ts';
import { consoleSite } from './gateway/console.ts';
import { laptopEndpoints } from './gateway/laptop.ts';
import { origin as originOf } from './gateway/origin.ts';
import { withRateRules } from './gateway/rate-rules.ts';
import { createIdentity, type Identity } from './identity/identity.ts';
import { SCOPE } from './identity/pool.ts';
import { keptSecret } from './kept-secret.ts';
import { listen } from './listen.ts';
import { subscribeToLog } from './log-subscription.ts';
import { stackOf } from './log.ts';
import { openMailbox, type Mailbox } from './mail/mailbox.ts';
import { runSchedule, SWEEP_SECONDS } from './schedule.ts';
import { followStream } from './stream-consumers.ts';
import { localReceiver } from './webhooks/receiver.ts';

export interface BerthOptions {
  /** 0 for any free one. */
  readonly port: number;
  /** Keeps nothing on disk. */
  readonly ephemeral: boolean;
  /** Without demo logins, and with data of its own. */
  readonly empty: boolean;
  /** Limits the API to the rates of a deployed stage. Default false. */
  readonly rateRules?: boolean;
  /** Gets one structured line for each event. */
  readonly log: Context['log'];
}

export interface Berth {
  /** For example http://127.0.0.1:4000. */
  readonly origin: string;
  readonly identity: Identity;
  readonly mailbox: Mailbox;
  readonly context: Context;
  /** The folder for state between runs; undefined when nothing is stored. */
  readonly dataDirectory: string | undefined;
  /** It should not end by itself. */
  readonly database: Pick<DynamoDbLocal, 'endpoint' | 'isPrivate' | 'ended'>;
  /** Resolves when the database has ended, which should not happen on its own. */
  stop(): Promise<void>;
}

const TABLE = 'berth-local';
const CONSOLE = fileURLToPath(new URL('../console/dist/', import.meta.url));

/**
 * Starts everything on one origin: the functions behind the gateway, DynamoDB Local, the identity provider, the
 * console.
 * @throws Error with a sentence for the user: port taken, no Java, data in use; then nothing is left running
 */
export async function startBerth({
  port,
  ephemeral,
  empty,
  rateRules = false,
  log,
}: BerthOptions): Promise<Berth> {
  const ending: (() => Promise<unknown>)[] = [];
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= endAll(ending));
  try {
    const listener = await listen(port);
    ending.push(() => listener.close());
    const { origin } = listener;

    const data = ephemeral ? undefined : await takeDataDirectory(empty ? 'empty' : 'demo', origin);
    if (data !== undefined) ending.push(() => data.release());
    const kept = (name: string) => (data === undefined ? {} : { dataFile: join(data.path, name) });

    const dynamodb = await startDynamoDbLocal(
      data === undefined ? {} : { dataDir: join(data.path, 'dynamodb') },
    );
    ending.push(() => dynamodb.stop());
    const table = openTable(TABLE, {
      endpoint: dynamodb.endpoint,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      // DynamoDB Local does one write after the other: with many at once the last ones wait.
      requestHandler: { connectionTimeout: 5_000, requestTimeout: 9_000 },
    });
    await createTable(table);

    const identity = await createIdentity({
      origin,
      ...kept('identity.json'),
      ...(!empty && { demo: demoLogins }),
      preTokenGeneration: preTokenGeneration({ table, log }),
    });
    const mailbox = await openMailbox(kept('mail.json').dataFile);
    const invitationKey = await keptSecret(kept('invitation-key.json').dataFile);
    const webhookKey = await keptSecret(kept('webhook-key.json').dataFile);
    const deliveries = localDeliveryQueue();
    ending.push(() => deliveries.stop());
    const context: Context & WebhookTools = {
      table,
      clock: systemClock,
      people: peopleOf(identity, identity.fetcher),
      settings: {
        defaultPlan: { name: 'Standard', maxConcurrentCalls: 40 },
        consoleOrigin: origin,
        sweepSeconds: SWEEP_SECONDS,
      },
      groupsOf: identity.groupsOf,
      usersOf: identity.usersOf,
      invitationKey: () => invitationKey,
      webhookKey: () => webhookKey,
      // Webhooks are usually tried with a receiver on this machine.
      outbound: publicOutbound({ loopback: true }),
      deliveries,
      log,
    };

    const onCrash = (thrown: unknown, where = 'gateway') =>
      log({
        level: 'error',
        message: `${where} crashed`,
        stack: stackOf(thrown),
      });
    deliveries.consume(serveDeliveries({ ...context, delay: (...pause) => deliveries.delay(...pause) }));
    const subscription = subscribeToLog(context);
    ending.push(() => subscription.stop());
    const schedule = runSchedule(context);
    ending.push(() => schedule.stop());
    const stream = await followStream(context, {
      endpoint: dynamodb.endpoint,
      mailbox,
      identity,
      dataDirectory: data?.path,
    });
    ending.push(() => stream.stop());
    const api = apiGateway({ routes: await apiFunctions({ ...context, log: subscription.log }), onCrash });
    listener.answerWith(
      originOf({
        api: rateRules ? withRateRules(api) : api,
        openApi: JSON.stringify(openApiDocument()),
        identity: (request, response) => identity.handle(request, response),
        laptop: laptopEndpoints({
          identity,
          mailbox,
          mailSettled: () => stream.settled(),
          receiver: localReceiver(context),
        }),
        site: consoleSite({ directory: CONSOLE, configuration: configurationOf(origin, identity) }),
        onCrash,
      }),
    );
    return {
      origin,
      identity,
      mailbox,
      context,
      dataDirectory: data?.path,
      database: dynamodb,
      stop,
    };
  } catch (thrown) {
    await stop();
    throw thrown;
  }
}

/**
 * New requests are refused first. Then everything ends in the reverse order of its start, because later parts depend
 * on earlier ones.
 */
async function endAll(ending: (() => Promise<unknown>)[]): Promise<void> {
  const [listener, ...others] = ending;
  await listener?.();
  for (const end of others.toReversed()) await end();
}

/**
 * The configuration that the console reads when it starts. In a deployment, the stack writes the same for its own
 * stage.
 */
function configurationOf(origin: string, { issuer, clientId, metadata }: Identity): Record<string, unknown> {
  return { stage: 'local', apiOrigin: origin, authority: issuer, clientId, scope: SCOPE, metadata };
}
