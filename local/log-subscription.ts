import { gzipSync } from 'node:zlib';
import type { CloudWatchLogsDecodedData } from 'aws-lambda';
import { serve as refusals } from '../functions/refusals.ts';
import type { Publishing } from '../lib/deliveries/publish.ts';
import type { Context } from '../lib/context.ts';
import { stackOf } from './log.ts';

/** CloudWatch also waits before it passes lines on. */
const GATHER_MS = 100;

/**
 * Passes the log lines of refused starts to the function that counts them, as a subscription filter does in a deployed
 * stage.
 */
export function subscribeToLog(context: Context & Publishing): {
  log: Context['log'];
  stop(): Promise<void>;
} {
  const count = refusals(context);
  let gathered: CloudWatchLogsDecodedData['logEvents'] = [];
  let handing = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  function handOn(): void {
    const logEvents = gathered;
    gathered = [];
    timer = undefined;
    const data = gzipSync(JSON.stringify({ logEvents })).toString('base64');
    handing = handing
      .then(() => count({ awslogs: { data } }))
      .catch((thrown: unknown) =>
        context.log({ level: 'error', message: 'refusals failed', stack: stackOf(thrown) }),
      );
  }

  return {
    log(line) {
      context.log(line);
      if (line['problem'] !== 'concurrency_limit_reached') return;
      gathered.push({ id: '', timestamp: Date.now(), message: JSON.stringify(line) });
      timer ??= setTimeout(handOn, GATHER_MS).unref();
    },
    async stop() {
      clearTimeout(timer);
      if (gathered.length > 0) handOn();
      await handing;
    },
  };
}
