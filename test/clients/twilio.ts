// Part of npm run test:clients: the recipe for Twilio, with Twilio's requests as documented.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { berthClient, type EndedCall } from '../../client/typescript/src/index.ts';
import { managementClient } from '../../client/typescript/src/management/index.ts';
import { doorTo } from './door.ts';
import type { Program } from './program.ts';
import type { Scene } from './scene.ts';

// The example in https://www.twilio.com/docs/usage/security has these values.
const TOKEN = '12345';
const PUBLIC_ORIGIN = 'https://mycompany.com';
const DOCUMENTED = {
  path: '/myapp.php?foo=1&bar=2',
  form: {
    CallSid: 'CA1234567890ABCDE',
    Caller: '+14158675309',
    Digits: '1234',
    From: '+14158675309',
    To: '+18005551212',
  },
  signature: 'RSOYDt4T1cUTdK1PDd93/VVr8B8=',
};

/** @param scene with two slots */
export async function twilioRecipe(
  { origin, key }: Scene,
  start: (env: Record<string, string>) => Promise<Program>,
): Promise<void> {
  const door = await doorTo(origin);
  const handler = await start({
    BERTH_ORIGIN: door.origin,
    BERTH_API_KEY: key,
    TWILIO_AUTH_TOKEN: TOKEN,
    PUBLIC_ORIGIN,
    FORWARD_TO: '+15550100',
    PORT: '0',
  });
  const berth = berthClient({ origin, apiKey: key });
  const taken = async () => (await berth.concurrency()).activeCalls;
  const twilio = twilioAt(handler.origin);
  try {
    const { path, form, signature } = DOCUMENTED;
    assert.equal((await twilio.post(path, form, signature)).status, 404, 'the documented signature is right');
    assert.equal((await twilio.post(path, { ...form, Digits: '1235' }, signature)).status, 403);

    assert.equal((await twilio.post('/incoming', { CallSid: 'CA0' }, signature)).status, 403);
    assert.equal(await taken(), 0, 'a request that Twilio did not sign takes no slot');

    assert.match(await twilio.ring('CA1'), /^<Response><Dial .*>\+15550100<\/Dial><\/Response>$/);
    assert.match(await twilio.ring('CA1'), /<Dial/);
    assert.equal(await taken(), 1, 'a webhook that is delivered twice is one call');
    assert.match(await twilio.ring('CA2'), /<Dial/);
    assert.equal(await twilio.ring('CA3'), '<Response><Reject reason="busy"/></Response>');
    await twilio.status('CA3', 'busy');
    await twilio.status('CA1', 'in-progress');
    assert.equal(await taken(), 2, 'neither a rejected call nor a running one gives a slot back');

    await twilio.status('CA1', 'completed');
    await twilio.status('CA2', 'no-answer');
    for (const last of ['busy', 'failed', 'canceled']) {
      assert.match(await twilio.ring(`CA-${last}`), /<Dial/);
      await twilio.status(`CA-${last}`, last);
    }
    assert.equal(await taken(), 0);
    const reasons = ['completed', 'no_answer', 'busy', 'failed', 'cancelled'];
    const ids = ['CA1', 'CA2', 'CA-busy', 'CA-failed', 'CA-canceled'];
    assert.deepEqual(await Promise.all(ids.map((id) => endReason(origin, key, id))), reasons);

    const held = door.holdStart();
    const ringing = twilio.ring('CA4');
    await held.arrived;
    const hungUp = twilio.status('CA4', 'canceled');
    // Enough time for an end that would not wait.
    for (let trip = 0; trip < 50; trip += 1) await twilio.post(path, form, signature);
    held.release();
    await Promise.all([ringing, hungUp]);
    assert.equal(await taken(), 0, 'an end that overtakes its start leaves no slot taken');

    door.close();
    assert.equal((await twilio.post('/incoming', { CallSid: 'CA5' })).status, 503);
    assert.equal((await twilio.post('/status', { CallSid: 'CA5', CallStatus: 'failed' })).status, 503);
  } finally {
    handler.stop();
    door.close();
  }
}

/** What Twilio sends to the URLs of a number. */
function twilioAt(origin: string) {
  const sign = (path: string, form: Record<string, string>) => {
    const fields = Object.keys(form).toSorted();
    const signed = PUBLIC_ORIGIN + path + fields.map((name) => name + form[name]).join('');
    return createHmac('sha1', TOKEN).update(signed).digest('base64');
  };
  const post = (path: string, form: Record<string, string>, signature = sign(path, form)) =>
    fetch(origin + path, {
      method: 'POST',
      headers: { 'x-twilio-signature': signature },
      body: new URLSearchParams(form),
    });
  const call = (id: string) => ({
    CallSid: id,
    Direction: 'inbound',
    From: '+14158675309',
    To: '+18005551212',
  });
  return {
    post,
    /** @returns the TwiML of the answer */
    async ring(id: string): Promise<string> {
      const answer = await post('/incoming', { ...call(id), CallStatus: 'ringing' });
      assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, 'text/xml']);
      return answer.text();
    },
    async status(id: string, CallStatus: string): Promise<void> {
      assert.equal((await post('/status', { ...call(id), CallStatus })).status, 204);
    },
  };
}

/** An ended call appears in the history a moment after its end. */
async function endReason(origin: string, key: string, callId: string): Promise<string | null | undefined> {
  const berth = managementClient({ origin, token: key });
  for (;;) {
    const { items } = await berth.listCalls({ status: 'ended', reference: callId });
    if (items.length > 0) return (items[0] as EndedCall).endReason;
    await pause(100);
  }
}
