import { join } from 'node:path';
import { serve as relay } from '../functions/relay.ts';
import { serve as usage } from '../functions/usage.ts';
import type { Publishing } from '../lib/deliveries/publish.ts';
import type { Context } from '../lib/context.ts';
import type { Identity } from './identity/identity.ts';
import { stackOf } from './log.ts';
import type { Mailbox } from './mail/mailbox.ts';
import { follow, type Follower, type StreamConsumer } from './streams/follow.ts';

export interface StreamOptions {
  /** Where DynamoDB Local is. */
  readonly endpoint: string;
  /** Replaces SES. */
  readonly mailbox: Pick<Mailbox, 'send'>;
  /** Replaces Cognito. */
  readonly identity: Pick<Identity, 'adminUserGlobalSignOut'>;
  /** Stores the position of each function; without it, they begin with the oldest change that exists. */
  readonly dataDirectory?: string | undefined;
}

/** Delivers the changes of the table's stream to the functions that read it. */
export async function followStream(
  context: Context & Publishing,
  { endpoint, mailbox, identity, dataDirectory }: StreamOptions,
): Promise<Follower> {
  const consumers: StreamConsumer[] = [
    {
      name: 'relay',
      handle: relay({
        ...context,
        sendMail: (mail) => mailbox.send(mail),
        signOut: (user) => identity.adminUserGlobalSignOut(user),
      }),
    },
    { name: 'usage', handle: usage(context) },
  ];
  const followers = await Promise.all(
    consumers.map((consumer) =>
      follow({
        endpoint,
        tableName: context.table.name,
        consumer,
        ...(dataDirectory !== undefined && {
          checkpointFile: join(dataDirectory, `${consumer.name}-checkpoint.json`),
        }),
        onFailure: (thrown, name, givenUp) =>
          context.log({
            level: 'error',
            message: `${name} failed${givenUp ? ' and was given up' : ''}`,
            stack: stackOf(thrown),
          }),
      }),
    ),
  );
  return {
    settled: async () => void (await Promise.all(followers.map((follower) => follower.settled()))),
    stop: async () => void (await Promise.all(followers.map((follower) => follower.stop()))),
  };
}
