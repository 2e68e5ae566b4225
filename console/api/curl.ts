import { methodOf, targetOf, type AnyCall } from './request.ts';

/** The call as a shell command. The shell adds the token, so that no secret is on the screen. */
export function curlOf(origin: string, call: AnyCall): string {
  const method = methodOf(call);
  return [
    `curl${method === 'GET' ? '' : ` -X ${method}`} ${quoted(origin + targetOf(call))}`,
    '-H "Authorization: Bearer $TOKEN"',
    ...(method === 'POST' ? ['-H "Idempotency-Key: $(uuidgen)"'] : []),
    ...(call.ifMatch === undefined ? [] : [`-H ${quoted(`If-Match: ${call.ifMatch}`)}`]),
    ...(call.body === undefined
      ? []
      : ["-H 'Content-Type: application/json'", `-d ${quoted(JSON.stringify(call.body))}`]),
    ...(call.upload === undefined
      ? []
      : [`-H 'Content-Type: ${call.upload.type}'`, `--data-binary ${quoted(`@${call.upload.name}`)}`]),
  ].join(' \\\n  ');
}

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
