import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import type { Identity } from '../../local/identity/identity.ts';
import { listen } from '../../local/listen.ts';

/** A stand-in for the services of AWS other than DynamoDB, as far as the functions use them. It keeps the requests. */
export interface OtherServices {
  readonly endpoint: string;
  /** By operation, for example `AmazonSQS.SendMessageBatch`, or `SES` for mails. */
  readonly asked: (operation: string) => Input[];
  readonly stop: () => Promise<void>;
}

// oxlint-disable-next-line typescript/no-explicit-any -- each operation has its own
type Input = Record<string, any>;

const answers: Readonly<Record<string, (input: Input) => object>> = {
  'AmazonSQS.SendMessageBatch': ({ Entries }) => ({
    Successful: (Entries as { Id: string; MessageBody: string }[]).map(({ Id, MessageBody }) => ({
      Id,
      MessageId: Id,
      MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex'),
    })),
    Failed: [],
  }),
  'AmazonSQS.ChangeMessageVisibility': () => ({}),
  'AWSEvents.PutEvents': ({ Entries }) => ({
    FailedEntryCount: 0,
    Entries: (Entries as object[]).map((_, index) => ({ EventId: String(index) })),
  }),
  'AWSCognitoIdentityProviderService.AdminListGroupsForUser': () => ({
    Groups: [{ GroupName: 'operators' }],
  }),
  'AWSCognitoIdentityProviderService.AdminUserGlobalSignOut': () => ({}),
  'secretsmanager.GetSecretValue': ({ SecretId }) => ({
    ARN: SecretId,
    SecretString: `the secret of no deployment: ${String(SecretId)}`,
  }),
};

export async function otherServices(identity: Identity): Promise<OtherServices> {
  const kept: { operation: string; input: Record<string, unknown> }[] = [];
  const listener = await listen(0);
  listener.answerWith((request, response) => {
    void (async () => {
      const body = await answerTo(request);
      response
        .writeHead(body === undefined ? 400 : 200, { 'content-type': 'application/x-amz-json-1.0' })
        .end(JSON.stringify(body ?? { __type: 'UnknownOperationException' }));
    })();
  });
  return {
    endpoint: listener.origin,
    asked: (operation) => kept.filter((one) => one.operation === operation).map(({ input }) => input),
    stop: () => listener.close(),
  };

  async function answerTo(request: IncomingMessage): Promise<object | undefined> {
    if (request.url?.endsWith('/.well-known/jwks.json')) return identity.jwks();
    const input = (await json(request)) as Record<string, unknown>;
    const target = request.headers['x-amz-target'];
    const operation = request.url === '/v2/email/outbound-emails' ? 'SES' : String(target);
    kept.push({ operation, input });
    if (operation === 'SES') return { MessageId: '1' };
    if (operation === 'AWSCognitoIdentityProviderService.ListUsers') return usersOf(String(input['Filter']));
    return answers[operation]?.(input);
  }

  function usersOf(filter: string): object {
    const [, email = ''] = /^email = "(.*)"$/.exec(filter) ?? [];
    const person = identity.person(email);
    return { Users: person === undefined ? [] : [{ Attributes: [{ Name: 'sub', Value: person.userId }] }] };
  }
}
