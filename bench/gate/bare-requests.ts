import type { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';
import { isNamed } from '../../lib/table/table.ts';
import { bareSteps } from '../handler/bare-steps.ts';
import { anEnvironment, type BenchBerth } from '../world/berth.ts';
import { take } from './berth.ts';
import type { Contestant } from './contestant.ts';

/** Berth's own two requests, with their conditions and nothing else: the upper bound for its handlers. One gate only. */
export function bareRequests(bench: BenchBerth, documents: DynamoDBDocument): Contestant {
  const { context } = bench;
  return {
    name: 'its requests, bare',
    what: 'the requests that Berth makes for a start and an end, with nothing around them',
    async open({ limit, held }) {
      const environment = await anEnvironment(context, limit);
      await take(bench, environment.id, held);
      const steps = bareSteps(
        { update: (input) => documents.update(input), query: (input) => documents.query(input) },
        environment,
        context.table.name,
      );
      let started = 0;
      return {
        async start() {
          const slot = (started += 1);
          try {
            await steps.start(slot)();
            return slot;
          } catch (thrown) {
            if (isNamed(thrown, 'ConditionalCheckFailedException')) return undefined;
            throw thrown;
          }
        },
        end: async (slot) => void (await steps.end(Number(slot))()),
        pass: async () => {},
      };
    },
    close: async () => {},
  };
}
