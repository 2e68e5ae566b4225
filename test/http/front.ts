import type { OperationId } from '../../lib/api/index.ts';
import { aBerth, type TestBerth } from '../setup/berth.ts';
import { aScene, requestsIn, rightCredential, sentAs, type Scene } from '../setup/scene.ts';
import { type Answered, type Content, type Send, senderTo } from '../setup/send.ts';

/** A scene for refused requests by callers with the right. */
export interface Front {
  readonly berth: TestBerth;
  readonly send: Send;
  readonly scene: Scene;
  readonly requests: ReturnType<typeof requestsIn>;
  /** Sends a request with this body, byte for byte. */
  readonly sendRaw: (
    id: OperationId,
    body: string | Buffer,
    headers?: Record<string, string>,
  ) => Promise<Answered>;
  /** Sends a request with some of its content changed. */
  readonly sendContent: (id: OperationId, content: Content) => Promise<Answered>;
}

const json = { 'content-type': 'application/json', 'idempotency-key': 'of-a-bad-request' };

/** After each test it checks that no refusal has left anything behind, not even under its Idempotency-Key. */
export async function aFrontThatRefuses(): Promise<Front> {
  const berth = await aBerth();
  const send = senderTo(berth.origin);
  const scene = await aScene(berth);
  const requests = requestsIn(scene);
  const sentBy = (id: OperationId, content: Content) =>
    sentAs(id, rightCredential(id, scene), { ...requests[id], ...content });

  let before: unknown;
  beforeEach(async () => (before = await berth.items()));
  afterEach(async () => expect(await berth.items()).toEqual(before));
  return {
    berth,
    send,
    scene,
    requests,
    sendRaw: (id, body, headers = json) => send({ ...sentBy(id, { body }), headers }),
    sendContent: (id, content) => send(sentBy(id, content)),
  };
}

export const outcomeOf = ({ status, body }: Answered): string => `${status} ${String(body['code'])}`;
