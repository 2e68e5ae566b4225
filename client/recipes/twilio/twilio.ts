// Inbound calls at Twilio hold slots in Berth, although no process of ours lives as long as a call: README.md.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { berthClient, BerthProblem } from 'berth-client';

const { BERTH_ORIGIN = '', BERTH_API_KEY = '', TWILIO_AUTH_TOKEN = '' } = process.env;
/**
 * Our address as entered in Twilio's console, without a path: https://calls.example.com. It is part of the signature.
 */
const { PUBLIC_ORIGIN = '', FORWARD_TO = '', PORT = '3000' } = process.env;
if (!TWILIO_AUTH_TOKEN || !PUBLIC_ORIGIN || !FORWARD_TO)
  throw new Error('TWILIO_AUTH_TOKEN, PUBLIC_ORIGIN and FORWARD_TO have to be set.');

const berth = berthClient({ origin: BERTH_ORIGIN, apiKey: BERTH_API_KEY });

/**
 * How long a slot may remain taken when no status callback comes. Nobody sends heartbeats, so no call may be longer.
 */
const LEASE_SECONDS = 3600;
const RING_SECONDS = 30;
const ANSWER = `<Dial timeout="${RING_SECONDS}" timeLimit="${LEASE_SECONDS - RING_SECONDS - 30}">${FORWARD_TO}</Dial>`;
const LONGEST_BODY = 65_536;
const REJECT = '<Reject reason="busy"/>';

/** The final statuses of a call. */
const END_REASONS: Readonly<Record<string, string>> = {
  completed: 'completed',
  busy: 'busy',
  'no-answer': 'no_answer',
  failed: 'failed',
  canceled: 'cancelled',
};

/** When a caller hangs up at once, Twilio reports that before the start is answered, so the end has to wait. */
const starting = new Map<string, Promise<unknown>>();

async function incoming(callId: string): Promise<string> {
  // With Twilio's own id, a second try is the same call.
  const start = berth.startCall({
    id: callId,
    reference: callId,
    direction: 'inbound',
    leaseSeconds: LEASE_SECONDS,
  });
  starting.set(callId, start);
  try {
    await start;
    return ANSWER;
  } catch (thrown) {
    // All slots are taken, or the environment is paused. All other errors go to the fallback URL.
    if (
      thrown instanceof BerthProblem &&
      (thrown.status === 409 || thrown.code === 'concurrency_limit_reached')
    )
      return REJECT;
    throw thrown;
  } finally {
    starting.delete(callId);
  }
}

async function status(callId: string, callStatus: string): Promise<void> {
  const reason = END_REASONS[callStatus];
  if (reason === undefined) return;
  await starting.get(callId)?.catch(() => {});
  // For a call that was rejected this changes nothing.
  await berth.endCall(callId, reason);
}

/** https://www.twilio.com/docs/usage/security#validating-requests */
function isSigned(url: string, form: URLSearchParams, signature: string): boolean {
  const fields = [...form].toSorted(([one], [other]) => (one < other ? -1 : Number(one > other)));
  const signed = url + fields.flat().join('');
  const right = createHmac('sha1', TWILIO_AUTH_TOKEN).update(signed).digest();
  const given = Buffer.from(signature, 'base64');
  return given.length === right.length && timingSafeEqual(given, right);
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { url: path = '', headers } = request;
  if (!(Number(headers['content-length']) <= LONGEST_BODY)) return void response.writeHead(413).end();
  const form = new URLSearchParams(await text(request));
  if (!isSigned(PUBLIC_ORIGIN + path, form, String(headers['x-twilio-signature'])))
    return void response.writeHead(403).end();
  const callId = form.get('CallSid') ?? '';
  if (path === '/incoming') {
    const twiml = await incoming(callId);
    response.setHeader('Content-Type', 'text/xml').end(`<Response>${twiml}</Response>`);
  } else if (path === '/status') {
    await status(callId, form.get('CallStatus') ?? '');
    response.writeHead(204).end();
  } else response.writeHead(404).end();
}

const server = createServer((request, response) => {
  answer(request, response).catch((thrown: unknown) => {
    console.error(thrown);
    // Twilio tries again, or calls the fallback URL.
    response.writeHead(503).end();
  });
});
server.listen(Number(PORT), '127.0.0.1', () => console.log('listening on', server.address()));
