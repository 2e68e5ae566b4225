import type { lookup } from 'node:dns';
import { publicOutbound } from '../../lib/deliveries/public-outbound.ts';
import { aReceiver } from './receiver.ts';

const deployed = publicOutbound();
const laptop = publicOutbound({ loopback: true });

/** Forms of addresses that are not public. */
const inside = [
  'https://127.0.0.1/',
  'https://127.1/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0177.0.0.1/',
  'https://127.0.0.1./',
  'https://0x7f.1/',
  'https://017700000001/',
  'https://127.255.255.254/',
  'https://%31%32%37.0.0.1/',
  'https://１２７.0.0.1/',
  'https://①②⑦.⓪.⓪.①/',
  'https://example.com@127.0.0.1/',
  'https://0.0.0.0/',
  'https://0/',
  'https://0.1.2.3/',
  'https://[::1]/',
  'https://[::]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:7f00:1]/',
  'https://[::ffff:10.1.2.3]/',
  'https://[::ffff:169.254.169.254]/',
  'https://[::ffff:0:127.0.0.1]/',
  'https://[::127.0.0.1]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[64:ff9b:1::7f00:1]/',
  'https://[2002:7f00:1::]/',
  'https://169.254.169.254/latest/meta-data/',
  'https://2852039166/',
  'https://0xa9fea9fe/',
  'https://0251.0376.0251.0376/',
  'https://169.254.0.1/',
  'https://[fd00:ec2::254]/',
  'https://10.0.0.0/',
  'https://10.1.2.3/',
  'https://10.255.255.255/',
  'https://167772161/',
  'https://012.1.2.3/',
  'https://172.16.0.1/',
  'https://172.31.255.255/',
  'https://192.168.0.1/',
  'https://192.168.255.255/',
  'https://0300.0250.0.1/',
  'https://100.64.0.1/',
  'https://192.0.2.1/',
  'https://198.18.0.1/',
  'https://224.0.0.1/',
  'https://255.255.255.255/',
  'https://240.0.0.1/',
  'https://[fc00::1]/',
  'https://[fdff:ffff::1]/',
  'https://[fec0::1]/',
  'https://[fe80::1]/',
  'https://[ff02::1]/',
  'https://[2001:db8::1]/',
  'https://LOCALHOST/',
  'https://metadata.google.internal/',
  'https://instance-data.ec2.internal/',
  'https://localhost/',
  'https://localhost./',
  'https://sub.localhost/',
  'https://router/',
  'https://nas.local/',
  'https://db.internal/',
];

test.each(inside)('no request is sent to %s', async (url) => {
  expect(deployed.refusal(url)).toEqual(expect.any(String));
  await expect(deployed.post(url, {}, '')).rejects.toMatchObject({ name: 'NotPublic' });
});

test.each(['http://127.0.0.1:9/', 'http://example.com/'])('%s is refused for its scheme', (url) => {
  expect(deployed.refusal(url)).toBe('must begin with https://');
});

test.each(['https://example.com/', 'https://1.1.1.1/', 'https://[2606:4700::1111]/', 'https://exämple.com/'])(
  '%s may be sent to',
  (url) => {
    expect(deployed.refusal(url)).toBeUndefined();
  },
);

/** An outbound connection for which every name leads to these addresses. It counts how often it was asked. */
function where(...addresses: string[]) {
  let asked = 0;
  const resolve = (_: string, __: object, callback: (error: null, found: object[]) => void) => {
    asked += 1;
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  const outbound = publicOutbound({ resolve: resolve as unknown as typeof lookup });
  return { outbound, asked: () => asked };
}

test.each([
  [['127.0.0.1']],
  [['0.0.0.0']],
  [['10.0.0.8']],
  [['172.16.0.8']],
  [['192.168.0.8']],
  [['169.254.169.254']],
  [['fd00::8']],
  [['fc00::8']],
  [['fe80::8']],
  [['::1']],
  [['::']],
  [['::ffff:127.0.0.1']],
  [['::ffff:7f00:1']],
  [['64:ff9b::a00:8']],
  [['::a00:8']],
  [['2606:4700::1111', '::1']],
  [['93.184.216.34', '10.0.0.8']],
])('a name that leads to %j is not connected to', async (addresses) => {
  const { outbound } = where(...addresses);
  await expect(outbound.post('https://inside.example.com/', {}, '')).rejects.toMatchObject({
    name: 'NotPublic',
  });
});

test('a name is looked up once, for the connection itself, so that it cannot lead elsewhere between check and use', async () => {
  const receiver = await aReceiver();
  const { outbound, asked } = where('127.0.0.1');
  const url = `https://rebound.example.com:${new URL(receiver.url).port}/`;
  expect(outbound.refusal(url)).toBeUndefined();
  await expect(outbound.post(url, {}, '')).rejects.toMatchObject({ name: 'NotPublic' });
  expect(asked()).toBe(1);
  expect(receiver.received).toEqual([]);
});

test('on a laptop its own addresses may be sent to, by number, but no other private ones', async () => {
  const receiver = await aReceiver();
  expect(await laptop.post(receiver.url, {}, 'hello')).toEqual({ status: 204, body: '' });
  expect(receiver.received).toMatchObject([{ body: 'hello' }]);
  for (const url of ['http://10.0.0.1/', 'http://example.com/', 'https://192.168.0.1/'])
    expect(laptop.refusal(url)).toEqual(expect.any(String));
});

test('a name that led to a public address before is looked up again for the next connection', async () => {
  const answers = ['93.184.216.34', '169.254.169.254'];
  let asked = 0;
  const resolve = (_: string, __: object, callback: (error: Error | null, found: object[]) => void) => {
    const address = answers[asked];
    asked += 1;
    // The first one is allowed. This machine need not reach it.
    if (asked === 1) callback(Object.assign(new Error('no network'), { code: 'ENETUNREACH' }), []);
    else callback(null, [{ address, family: 4 }]);
  };
  const outbound = publicOutbound({ resolve: resolve as unknown as typeof lookup });
  const url = 'https://changes.example.com/';
  await expect(outbound.post(url, {}, '')).rejects.toMatchObject({ code: 'ENETUNREACH' });
  await expect(outbound.post(url, {}, '')).rejects.toMatchObject({ name: 'NotPublic' });
  expect(asked).toBe(2);
});

test.each([301, 302, 303, 307, 308])('a redirect (%i) is an answer, and is not followed', async (status) => {
  const [first, second] = [await aReceiver(), await aReceiver()];
  first.answer = { status, headers: { location: second.url } };
  expect(await laptop.post(first.url, {}, '')).toMatchObject({ status });
  expect(second.received).toEqual([]);
});

test('a receiver that never answers is given up; one that never ends its answer has answered', async () => {
  const outbound = publicOutbound({ loopback: true, answerWithinMs: 200 });
  const silent = await aReceiver();
  silent.answer = 'none';
  await expect(outbound.post(silent.url, {}, '')).rejects.toMatchObject({ name: 'TimeoutError' });
  silent.answer = 'endless';
  expect(await outbound.post(silent.url, {}, '')).toEqual({ status: 200, body: 'x' });
});

test('only the first 1,024 bytes of a huge answer are read', async () => {
  const receiver = await aReceiver();
  receiver.answer = { status: 200, body: 'x'.repeat(10_000_000) };
  expect(await laptop.post(receiver.url, {}, '')).toEqual({ status: 200, body: 'x'.repeat(1024) });
});
