// Loaded into a command that asks a stage by its address. The emulator has no CloudFront: what is sent to the address
// goes to the bucket of files, or to the gateway.
import { client } from './client.ts';

const { STAGE_ADDRESS, STAGE_FILES, STAGE_GATEWAY = '' } = process.env;
const { fetch } = globalThis;
const ask = client(STAGE_GATEWAY);

globalThis.fetch = async (input, init = {}) => {
  if (input instanceof Request) return fetch(input, init);
  const { origin, pathname } = new URL(input);
  if (origin !== STAGE_ADDRESS) return fetch(input, init);
  if (!pathname.startsWith('/v1/'))
    return fetch(`${STAGE_FILES}${pathname === '/' ? '/index.html' : pathname}`, init);
  const authorization = new Headers(init.headers).get('authorization');
  const { status, headers, body } = await ask(`${init.method ?? 'GET'} ${pathname}`, {
    ...(authorization !== null && { credential: authorization.replace('Bearer ', '') }),
    ...(init.body && { body: JSON.parse(init.body as string) as unknown }),
  });
  return new Response(status === 204 ? null : JSON.stringify(body), {
    status,
    headers: { 'content-type': String(headers['content-type']) },
  });
};
