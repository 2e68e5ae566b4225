import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { World } from '../lib/world.ts';
import { stackOf } from './log.ts';
import type { Mailbox } from './mail/mailbox.ts';
import { follow, type Follower, type StreamConsumer } from './streams/follow.ts';

/** What a function on the stream needs besides the world. */
type MailWorld = World & { readonly sendMail: Mailbox['send'] };
type ServeStream = (world: MailWorld) => StreamConsumer['handle'];

/** The functions that the table's stream feeds. */
const names = ['mailer'];

/** Starts feeding them, each from where it was, if there is a directory to remember that in. */
export async function followStream(
  world: World,
  {
    endpoint,
    mailbox,
    dataDirectory,
  }: { endpoint: string; mailbox: Mailbox; dataDirectory: string | undefined },
): Promise<Follower> {
  const followers: Follower[] = [];
  for (const name of names) {
    const file = new URL(`../functions/${name}.ts`, import.meta.url);
    if (!existsSync(file)) continue;
    const { serve } = (await import(file.href)) as { serve: ServeStream };
    followers.push(
      await follow({
        endpoint,
        tableName: world.table.name,
        consumer: { name, handle: serve({ ...world, sendMail: (mail) => mailbox.send(mail) }) },
        ...(dataDirectory !== undefined && {
          checkpointFile: join(dataDirectory, `${name}-checkpoint.json`),
        }),
        onFailure: (thrown, consumer, givenUp) =>
          world.log({
            level: 'error',
            message: `${consumer} failed${givenUp ? ' and was given up' : ''}`,
            stack: stackOf(thrown),
          }),
      }),
    );
  }
  return {
    settled: async () => void (await Promise.all(followers.map((follower) => follower.settled()))),
    stop: async () => void (await Promise.all(followers.map((follower) => follower.stop()))),
  };
}
