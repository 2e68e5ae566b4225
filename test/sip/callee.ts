import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** The callee behind the edge: answers each call, and hangs up when the edge does. */
export interface Callee {
  readonly port: number;
  /** How many calls it is in. */
  readonly live: () => number;
  /** The most calls that it was in at once. */
  readonly peak: () => number;
  /** How many it has answered. */
  readonly total: () => number;
  stop(): void;
}

/** What an answer repeats of its request. */
const REPEATED = /^(via|from|call-id|cseq|record-route):/i;

export async function startCallee(): Promise<Callee> {
  const socket = createSocket('udp4');
  const calls = new Set<string>();
  const answered = new Set<string>();
  let peak = 0;
  socket.on('message', (message, { port, address }) => {
    const [first = '', ...headers] = message.toString().split('\r\n');
    const [method = ''] = first.split(' ');
    const header = (name: RegExp) => headers.find((line) => name.test(line)) ?? '';
    const id = header(/^call-id:/i);
    if (method === 'INVITE') {
      calls.add(id);
      answered.add(id);
    } else if (method === 'BYE') calls.delete(id);
    else return;
    peak = Math.max(peak, calls.size);
    const to = header(/^to:/i);
    const answer = [
      'SIP/2.0 200 OK',
      ...headers.filter((line) => REPEATED.test(line)),
      /;tag=/.test(to) ? to : `${to};tag=callee`,
      `Contact: <sip:callee@127.0.0.1:${socket.address().port}>`,
      'Content-Length: 0',
    ];
    socket.send([...answer, '', ''].join('\r\n'), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    port: socket.address().port,
    live: () => calls.size,
    peak: () => peak,
    total: () => answered.size,
    stop: () => socket.close(),
  };
}
