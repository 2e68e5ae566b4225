import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { variable, type FunctionEnvironment } from '../../lib/deployed.ts';

type Handler<Event, Lambda, Result> = (event: Event, lambda: Lambda) => Promise<Result>;

/** How old a secret may be: a function knows another one within that time. */
const MAX_AGE_MS = 60_000;

/** Well within the time of a function that somebody waits for. */
const patience = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
};

/**
 * A function that works with a secret. It is read with the first event, and with the first one after a minute: neither the
 * template nor the function's configuration has it, and a new one needs no deployment. While it can't be read again, the one that
 * is known goes on.
 * @param name the variable that holds the secret's ARN
 * @param now milliseconds on a clock that only goes forward
 */
export function withSecret<Event, Lambda, Result>(
  name: keyof FunctionEnvironment,
  handlerFor: (secret: () => string) => Handler<Event, Lambda, Result>,
  now: () => number = () => performance.now(),
): Handler<Event, Lambda, Result> {
  let client: SecretsManagerClient | undefined;
  let known: { value: string; readAt: number } | undefined;
  const read = async (): Promise<void> => {
    client ??= new SecretsManagerClient(patience);
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: variable(name) }));
    if (SecretString === undefined) throw new Error(`The secret of ${name} has no text`);
    known = { value: SecretString, readAt: now() };
  };
  const handler = handlerFor(() => {
    if (known === undefined) throw new Error(`The secret of ${name} has not been read`);
    return known.value;
  });
  return async (event, lambda) => {
    if (known === undefined) await read();
    else if (now() - known.readAt > MAX_AGE_MS) await read().catch(() => {});
    return handler(event, lambda);
  };
}
