import { json } from 'node:stream/consumers';
import { withSecret } from '../../functions/secrets/secret.ts';
import { listen } from '../../local/listen.ts';

const ARN = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:key';
const listener = await listen(0);
afterAll(() => listener.close());
process.env['AWS_ENDPOINT_URL_SECRETS_MANAGER'] = listener.origin;
process.env['INVITATION_KEY_ARN'] = ARN;

let stored = 'the first';
let isDown = false;
const asked: unknown[] = [];
listener.answerWith((request, response) => {
  void json(request).then((input) => {
    asked.push(input);
    response
      .writeHead(isDown ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' })
      .end(JSON.stringify(isDown ? { __type: 'InternalServiceError' } : { SecretString: stored }));
  });
});

test('a function reads its secret once a minute, and continues with the known one while it cannot', async () => {
  let time = 0;
  const handler = withSecret(
    'INVITATION_KEY_ARN',
    (secret) => async (_event: string, _lambda: undefined) => secret(),
    () => time,
  );
  const value = () => handler('an event', undefined);

  expect([await value(), await value()]).toEqual(['the first', 'the first']);
  expect(asked).toEqual([{ SecretId: ARN }]);

  stored = 'the second';
  expect(await value()).toBe('the first');
  time = 60_001;
  expect(await value()).toBe('the second');

  isDown = true;
  time = 200_000;
  expect(await value()).toBe('the second');
});

test('without its secret a function answers nothing', async () => {
  isDown = true;
  const handler = withSecret('INVITATION_KEY_ARN', (secret) => async () => secret());
  await expect(handler(undefined, undefined)).rejects.toMatchObject({ name: 'InternalServiceError' });
});
