import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** The final answer to a request that is sent until it comes. */
export async function answerOf(port: number, method: 'INVITE' | 'OPTIONS'): Promise<string> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const own = `127.0.0.1:${socket.address().port}`;
  const request = [
    `${method} sip:line@127.0.0.1:${port} SIP/2.0`,
    `Via: SIP/2.0/UDP ${own};branch=z9hG4bK${crypto.randomUUID()}`,
    `From: <sip:caller@${own}>;tag=1`,
    `To: <sip:line@127.0.0.1:${port}>`,
    `Call-ID: ${crypto.randomUUID()}`,
    `CSeq: 1 ${method}`,
    `Contact: <sip:caller@${own}>`,
    'Max-Forwards: 70',
    'Content-Length: 0',
  ];
  const sending = setInterval(() => socket.send([...request, '', ''].join('\r\n'), port, '127.0.0.1'), 100);
  try {
    for (;;) {
      const [message] = (await once(socket, 'message')) as [Buffer];
      const answer = message.toString();
      if (!answer.startsWith('SIP/2.0 1')) return answer;
    }
  } finally {
    clearInterval(sending);
    socket.close();
  }
}
