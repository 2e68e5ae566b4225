import * as fc from 'fast-check';
import type { OperationId } from '../../lib/api/index.ts';
import { openApiDocument } from '../../tools/openapi/document.ts';
import { aBerth } from '../setup/berth.ts';
import { aScene, rightCredential, type Scene } from '../setup/scene.ts';
import { senderTo, type Answered } from '../setup/send.ts';
import { checkTable } from '../reliability/checker/check-table.ts';
import { assertDocumented } from '../setup/documented.ts';
import { Pools } from './fuzz/pools.ts';
import { requestsOf, type MadeUp } from './fuzz/requests.ts';

/** `npm run test:fuzz` sends more requests. Another seed generates others. */
const REQUESTS = Number(process.env['FUZZ_REQUESTS'] ?? 400);
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_260_131);
/** After this many requests, too many things are deleted and too many people removed. */
const REQUESTS_A_SCENE = 200;

const berth = await aBerth();
const send = senderTo(berth.origin);
const document = openApiDocument();

/** Callers other than the right one, by a name. */
const callers: Readonly<Record<string, (scene: Scene, neighbour: Scene) => string | undefined>> = {
  nobody: () => undefined,
  garbage: () => 'garbage',
  member: ({ member }) => member.token,
  operator: ({ operator }) => operator.token,
  invited: ({ invited }) => invited.token,
  sibling: ({ sibling }) => sibling.key,
  'an Admin of another account': (_, { admin }) => admin.token,
  'the key of another account': (_, { environment }) => environment.key,
};

/** Requests that leave an account in which hardly anything can be done. */
const ENDS_A_SCENE = new Set(['suspendAccount', 'closeAccount', 'closeOwnAccount']);

let scenes: { own: Scene; neighbour: Scene; pools: Pools; left: number } | undefined;

const placed: string[] = [];

async function currentScenes() {
  if (scenes === undefined || scenes.left === 0) {
    const [own, neighbour] = [await aScene(berth), await aScene(berth)];
    placed.push(...[own, neighbour].flatMap(({ member, colleague }) => [member.userId, colleague.userId]));
    scenes = { own, neighbour, pools: new Pools(own, neighbour), left: REQUESTS_A_SCENE };
  }
  scenes.left -= 1;
  return scenes;
}

async function sendMadeUp(request: MadeUp): Promise<Answered> {
  const { own, neighbour, pools } = await currentScenes();
  const { operationId, method, path, as, query, headers, body } = request;
  const search = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, pools.fill(value)]),
  ).toString();
  const answer = await send({
    method,
    path: `${pools.fill(path)}${search === '' ? '' : `?${search}`}`,
    as: as === 'right' ? rightCredential(operationId as OperationId, own) : callers[as]?.(own, neighbour),
    headers,
    ...(body !== undefined && { body: pools.fill(body) }),
  });
  if (answer.status < 300 && as === 'right') pools.learnFrom(answer.text);
  if (answer.status < 300 && ENDS_A_SCENE.has(operationId) && scenes !== undefined) scenes.left = 0;
  return answer;
}

/** What the checker finds wrong, except that the scenes' Members have no event because they were written directly. */
async function faults(): Promise<string[]> {
  const found = checkTable(await berth.items(), berth.context.clock.now());
  return found.filter((fault) => !placed.some((userId) => fault.includes(`user ${userId} is in version`)));
}

test(
  `${REQUESTS} requests generated from the document get documented answers, and leave a table without a fault`,
  async () => {
    const answered = new Map<string, Set<number>>();
    await fc.assert(
      fc.asyncProperty(requestsOf(document, Object.keys(callers)), async (request) => {
        const answer = await sendMadeUp(request);
        try {
          assertDocumented(request.operationId as OperationId, answer);
        } catch (thrown) {
          throw new Error(`${answer.status} ${answer.text}`, { cause: thrown });
        }
        const statuses = answered.get(request.operationId) ?? new Set();
        answered.set(request.operationId, statuses.add(answer.status));
      }),
      { numRuns: REQUESTS, seed: SEED, endOnFailure: true },
    );
    expect(await faults()).toEqual([]);

    // A fuzzer whose every request is refused would find nothing.
    const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
    const succeeded = [...answered].filter(([, statuses]) => [...statuses].some((status) => status < 300));
    expect(answered.size).toBeGreaterThanOrEqual(operations.length * 0.95);
    expect(succeeded.length).toBeGreaterThanOrEqual(operations.length * (REQUESTS < 5_000 ? 0.5 : 0.95));
  },
  60_000 + REQUESTS * 200,
);
