import { gzipSync } from 'node:zlib';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { serve as serveRefusals } from '../../functions/refusals.ts';
import { serve as serveRelay } from '../../functions/relay.ts';
import { serve as serveUsage } from '../../functions/usage.ts';
import type { Mail } from '../../lib/mail/mail.ts';
import { asFunction } from '../setup/as-function.ts';
import { done, type TestBerth } from '../setup/berth.ts';
import type { FollowedUsage } from '../setup/usage.ts';

/** The alerts that an account's Admin wants. */
export type Wanted = Partial<{
  nearPercent: number | null;
  refusals: boolean;
  expiredCalls: number | null;
  mailTo: string[];
}>;

/** The functions that raise and mail alerts, each time as a new process. */
export function alerting(berth: TestBerth, usage: FollowedUsage) {
  const { call, context } = berth;
  const sent: Mail[] = [];

  async function anEnvironment(wanted: Wanted, maxConcurrentCalls = 5) {
    const account = await berth.anAccount();
    const { accountId, admin } = account;
    const environment = await berth.anEnvironment(account, { maxConcurrentCalls });
    const params = { accountId, environmentId: environment.id };
    const as = admin.token;
    const edit = (alerts: Wanted) => call('editEnvironmentSettings', { as, params, body: { alerts } });
    if (Object.keys(wanted).length > 0) done(await edit({ mailTo: [admin.userId], ...wanted }));
    const start = (leaseSeconds = 600) => call('startCall', { as: environment.key, body: { leaseSeconds } });
    return { account, admin, environment, params, edit, start };
  }

  const alertsOf = async (environmentId: string) =>
    (await berth.items()).filter(
      ({ pk, sk }) => pk === `ALERTS#${environmentId}` && String(sk).startsWith('ALERT#'),
    );

  return {
    sent,
    anEnvironment,
    alertsOf,
    mailsTo: (email: string) => sent.filter(({ to }) => to === email),

    /** Delivers everything that the stream told about the gates of an environment to a new process, in this order. */
    tellUsageAgain: async (environmentId: string, order = (records: DynamoDBRecord[]) => records) => {
      const own = usage.told.filter(
        ({ dynamodb }) =>
          dynamodb?.Keys?.['pk']?.S === `ENVIRONMENT#${environmentId}` &&
          dynamodb.Keys['sk']?.S?.startsWith('GATE'),
      );
      await serveUsage(asFunction('usage', context))({ Records: order(own) });
    },

    /** Tells a new process about refused starts, by lines of the log. */
    tellRefusals: async (environmentId: string, count = 1, at = context.clock.now()) => {
      const message = JSON.stringify({ problem: 'concurrency_limit_reached', environmentId });
      const logEvents = Array.from({ length: count }, (_, id) => ({
        id: String(id),
        timestamp: at,
        message,
      }));
      const data = gzipSync(JSON.stringify({ logGroup: 'calls', logEvents })).toString('base64');
      await serveRefusals(asFunction('refusals', context))({ awslogs: { data } });
    },

    /** Delivers each alert of an environment to a new process, as it was when it was stored. */
    tellRelay: async (environmentId: string, send: (mail: Mail) => Promise<void> = async () => {}) => {
      const relay = serveRelay({
        ...asFunction('relay', context),
        sendMail: async (mail) => {
          await send(mail);
          sent.push(mail);
        },
        signOut: async () => {},
      });
      const Records = (await alertsOf(environmentId)).map((item, index) => {
        const [Keys, NewImage] = [
          { pk: item['pk'], sk: item['sk'] },
          { ...item, mails: {} },
        ].map((each) => marshall(each));
        const dynamodb = { SequenceNumber: String(index), Keys, NewImage };
        return { eventID: `alert-${index}`, eventName: 'INSERT', dynamodb } as DynamoDBRecord;
      });
      return relay({ Records });
    },
  };
}
